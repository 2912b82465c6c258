import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Callout, type Tone } from '../../../components/panels';
import { useLanguage, useT } from '../../../language';
import type { MessageId } from '../../../messages/fr';
import { applyScan } from './apply-scan';
import type { ScanTarget } from './scan-button';
import styles from './scan.module.css';
import { type CameraState, useCamera } from './use-camera';

interface Told {
  readonly tone: Tone;
  readonly message: MessageId;
  readonly line?: number;
  readonly name?: string;
}

/** The camera and the field of a hand scanner; what each label did is told at once. */
export function ScanDialog({ rows, onRows, onRow, onFields, onClose }: ScanTarget & { onClose: () => void }) {
  const t = useT();
  const { language } = useLanguage();
  const [told, setTold] = useState<Told | null>(null);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const [code, setCode] = useState('');
  const take = (scanned: string) => {
    const result = applyScan(rows, scanned, language);
    if (result.outcome === 'unreadable') return setTold({ tone: 'danger', message: 'scan.unreadable' });
    onRows(() => result.rows);
    onFields(result.fields);
    onRow(result.key);
    setSeen((before) => new Set([...before, result.key]));
    const index = result.rows.findIndex(({ key }) => key === result.key);
    const { lot, sscc, serial, buyerItem, gtin } = result.rows[index]!.texts;
    const isFound = result.outcome === 'found';
    setTold({
      tone: isFound ? 'success' : 'warning',
      message: isFound ? 'scan.found' : 'scan.added',
      line: index + 1,
      name: serial || lot || sscc || buyerItem || gtin || '',
    });
  };
  const onType = (event: FormEvent) => {
    // the dialog is drawn inside the form of the receipt: its own form must not send that one
    event.preventDefault();
    event.stopPropagation();
    if (!code.trim()) return;
    take(code);
    setCode('');
  };
  return (
    <Dialog title={t('scan.title')} onClose={onClose}>
      <div className={styles.scan}>
        <Camera onCode={take} />
        <div role="status" data-testid="scan-told">
          {told && (
            <Callout tone={told.tone}>
              <p>{t(told.message, { line: told.line ?? 0, name: told.name ?? '' })}</p>
            </Callout>
          )}
        </div>
        <form onSubmit={onType} className={styles.typed}>
          <TextInput
            label={t('scan.typed')}
            description={t('scan.typedHelp')}
            value={code}
            autoComplete="off"
            onChange={(event) => setCode(event.currentTarget.value)}
            data-testid="scan-code"
          />
          <Button type="submit" variant="default" data-testid="scan-take">
            {t('scan.take')}
          </Button>
        </form>
        <p className="soft">{t('scan.count', { count: seen.size })}</p>
        <Button onClick={onClose} data-testid="scan-done">
          {t('scan.done')}
        </Button>
      </div>
    </Dialog>
  );
}

const WORDS: Record<CameraState, MessageId> = {
  starting: 'scan.starting',
  reading: 'scan.reading',
  denied: 'scan.denied',
  missing: 'scan.missing',
  failed: 'scan.failed',
};

function Camera({ onCode }: { onCode: (code: string) => void }) {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video, onCode);
  const isOn = state === 'starting' || state === 'reading';
  return (
    <div>
      <video
        ref={video}
        className={styles.video}
        hidden={!isOn}
        muted
        playsInline
        aria-label={t('scan.picture')}
      />
      <p className={isOn ? 'small soft' : undefined} role="status" data-testid="scan-state">
        {t(WORDS[state])}
      </p>
    </div>
  );
}
