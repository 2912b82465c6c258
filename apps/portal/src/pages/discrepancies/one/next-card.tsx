import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { ButtonLink } from '../../../components/button-link';
import { Callout, Card } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import type { MessageId } from '../../../messages/fr';
import { Due } from '../../exchange/inbox/due';
import documentStyles from '../../exchange/document/document.module.css';
import { DiscrepancyActDialog } from '../act-dialog';
import type { BulkAct } from '../acting';
import { DiscrepancyStatus } from '../discrepancy-status';
import { isUnresolved } from '../words';
import { CorrectDialog } from './correct-dialog';
import { type OpenDiscrepancy, sidesOf } from './discrepancy-read';
import { canCorrect, likelyAct } from './likely-act';
import styles from './one.module.css';
import { usePendingCorrection } from './use-pending-correction';
import { WayLink } from './way-link';

/** Where it stands, who must act until when, what the reader can do: the likeliest act first and loud. */
export function NextCard({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { day } = useFormats();
  const { state, awaitsMe, dueDate, assignee, closedAt } = discrepancy;
  const isOpen = isUnresolved(state);
  return (
    <Card testId="next">
      <div className={styles.next}>
        <div className={documentStyles.next}>
          <DiscrepancyStatus {...discrepancy} />
          {!isOpen && (
            <p>{closedAt ? t('discrepancy.closedOn', { date: day(closedAt) }) : t('document.nothingLeft')}</p>
          )}
          {isOpen && awaitsMe && <p className={documentStyles.turn}>{t('discrepancy.yourTurn')}</p>}
          {isOpen && dueDate && (
            <p>
              <span className="soft">{t('inbox.due')}</span> <Due day={dueDate} />
            </p>
          )}
          {isOpen && assignee && (
            <p className="soft">{t('discrepancy.assignedTo', { name: assignee.name })}</p>
          )}
        </div>
        {isOpen && <p data-testid="advice">{textOf(discrepancy.advice)}</p>}
        <Acts discrepancy={discrepancy} />
      </div>
    </Card>
  );
}

const ANSWERS: readonly (readonly [BulkAct, MessageId])[] = [
  ['accept', 'discrepancy.accept.do'],
  ['dispute', 'discrepancy.dispute.do'],
  ['waive', 'discrepancy.waive.do'],
  ['reassign', 'discrepancy.reassign.do'],
];

function Acts({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { me, slug: filiere } = usePlace();
  const [open, setOpen] = useState<BulkAct | 'correct' | null>(null);
  const [done, setDone] = useState<MessageId | null>(null);
  const { acts, kindLabel, label } = discrepancy;
  const { theirs } = sidesOf(discrepancy, me.organisation?.id);
  const pending = usePendingCorrection(discrepancy);
  const likely = likelyAct(discrepancy, theirs);
  const isLoud = (act: 'correct' | number) =>
    !pending && (act === 'correct' ? likely?.is === 'correct' : !likely && act === 0);
  const loud = { color: 'rust' } as const;
  const quiet = { variant: 'default' } as const;
  const finish = (words: MessageId) => {
    setOpen(null);
    setDone(words);
  };
  return (
    <>
      {done && (
        <Callout tone="success" live testId="discrepancy-done">
          <p>{t(done)}</p>
        </Callout>
      )}
      <div className={documentStyles.acts}>
        {pending && (
          <ButtonLink
            to="/$filiere/documents/$id"
            params={{ filiere, id: pending }}
            {...loud}
            data-testid="answer-correction"
          >
            {t('discrepancy.answerCorrection')}
          </ButtonLink>
        )}
        {!pending && likely && likely.is !== 'correct' && <WayLink way={likely} />}
        {canCorrect(discrepancy) && (
          <Button
            {...(isLoud('correct') ? loud : quiet)}
            onClick={() => setOpen('correct')}
            data-testid="act-correct"
          >
            {t('discrepancy.correct.do')}
          </Button>
        )}
        {ANSWERS.filter(([act]) => acts.includes(act)).map(([act, words], index) => (
          <Button
            key={act}
            {...(isLoud(index) ? loud : quiet)}
            onClick={() => setOpen(act)}
            data-testid={`act-${act}`}
          >
            {t(words)}
          </Button>
        ))}
      </div>
      {open === 'correct' && canCorrect(discrepancy) && (
        <CorrectDialog
          discrepancy={discrepancy}
          onDone={() => finish('discrepancy.correct.done')}
          onClose={() => setOpen(null)}
        />
      )}
      {open && open !== 'correct' && (
        <DiscrepancyActDialog
          act={open}
          on={[{ id: discrepancy.id, version: discrepancy.version, name: `${textOf(kindLabel)}, ${label}` }]}
          onDone={() => finish('discrepancy.actDone')}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
