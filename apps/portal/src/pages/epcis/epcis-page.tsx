import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { AudienceField } from '../../components/audience-field';
import { Icon } from '../../components/icon';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { Callout, Card, ErrorPanel, Stack } from '../../components/panels';
import type { Audience } from '../../generated/graphql';
import { useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import styles from './epcis.module.css';
import { ExplainedEvents } from './explained-events';
import { CaptureRightEvents, type Explained } from './explain-queries';
import { FileChoice } from './file-choice';
import { FindingList } from './finding-list';
import { MasterDataCard } from './master-data-card';
import { readFile } from './read-file';
import { canRecord, summaryOf } from './summary';
import { useExplain } from './use-explain';
import { useFileDrop } from './use-file-drop';

/** An EPCIS document pasted or dropped: what it says in plain words, what is wrong where, and a button for what is right. */
export function EpcisPage() {
  const t = useT();
  const { can, slug, organisation } = usePlace();
  if (!can('event:declare')) return <NoRight />;
  return (
    <>
      <PageHeader title={t('epcis.title')} lead={t('epcis.lead')} />
      <Reading key={`${slug} ${organisation}`} />
    </>
  );
}

function Reading() {
  const t = useT();
  const explain = useExplain();
  const [refused, setRefused] = useState<{ name: string; problem: MessageId }>();
  const take = async (file: File) => {
    const read = await readFile(file);
    setRefused('problem' in read ? { name: file.name, problem: read.problem } : undefined);
    if ('text' in read) explain.readFile(file.name, read.text);
  };
  useFileDrop((file) => void take(file));
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          explain.read();
        }}
      >
        <Textarea
          label={t('epcis.text')}
          description={t('epcis.textHelp')}
          classNames={{ input: styles.text }}
          rows={12}
          spellCheck={false}
          value={explain.file ? '' : explain.text}
          onChange={(event) => {
            setRefused(undefined);
            explain.write(event.currentTarget.value);
          }}
          data-testid="epcis-text"
        />
        {explain.file && <p data-testid="epcis-long-file">{t('epcis.longFile', { name: explain.file })}</p>}
        <div className={styles.buttons}>
          <Button
            type="submit"
            color="rust"
            disabled={!explain.text.trim()}
            loading={explain.isPending}
            leftSection={<Icon name="search" size={18} />}
            data-testid="epcis-read"
          >
            {t('epcis.read')}
          </Button>
          <FileChoice onFile={(file) => void take(file)} />
        </div>
      </form>
      {refused && (
        <Callout tone="danger" live testId="epcis-file-problem">
          <p>
            <strong>{refused.name}</strong>
          </p>
          <p>{t(refused.problem)}</p>
        </Callout>
      )}
      {explain.error && <ErrorPanel error={explain.error} />}
      {explain.done && (
        <Result
          key={explain.done.text}
          text={explain.done.text}
          explained={explain.done.explained}
          isStale={explain.text !== explain.done.text}
          isPending={explain.isPending}
        />
      )}
    </Stack>
  );
}

interface ResultProps {
  readonly text: string;
  readonly explained: Explained;
  /** Whether something else is written by now. */
  readonly isStale: boolean;
  /** Whether that is being read. */
  readonly isPending: boolean;
}

function Result({ text, explained, isStale, isPending }: ResultProps) {
  const t = useT();
  const lines = useMemo(() => text.split(/\r\n|\r|\n/), [text]);
  const { eventCount, rightCount, findings, events, masterData, masterDataCount } = explained;
  const { tone, message, values } = summaryOf(explained);
  return (
    <>
      {isStale && !isPending && (
        <Callout tone="warning" live testId="epcis-changed">
          <p>{t('epcis.changed')}</p>
        </Callout>
      )}
      <Callout tone={tone} live testId="epcis-summary">
        <p>{t(message, values)}</p>
      </Callout>
      {findings.length > 0 && (
        <Card title={t('epcis.ofDocument')} testId="document-findings">
          <FindingList findings={findings} lines={lines} />
        </Card>
      )}
      {canRecord(explained) && !isStale && (
        <Capture text={text} events={rightCount} descriptions={masterDataCount} lines={lines} />
      )}
      <ExplainedEvents events={events} total={eventCount} lines={lines} />
      <MasterDataCard elements={masterData} total={masterDataCount} />
    </>
  );
}

interface CaptureProps {
  readonly text: string;
  /** How many events are right. */
  readonly events: number;
  /** How many places, products and partners are described. */
  readonly descriptions: number;
  readonly lines: readonly string[];
}

function Capture({ text, events, descriptions, lines }: CaptureProps) {
  const t = useT();
  const { slug: filiere } = usePlace();
  const [audience, setAudience] = useState<Audience>('PARTIES');
  const capture = useChange(CaptureRightEvents);
  const answer = capture.data?.answer;
  if (answer?.__typename === 'Captured')
    return (
      <Callout tone="success" live testId="epcis-captured">
        {events > 0 && (
          <>
            <p>{t('epcis.captured', { accepted: answer.accepted, unchanged: answer.unchanged })}</p>
            <Link to="/$filiere/lots" params={{ filiere }}>
              {t('epcis.toLots')}
            </Link>
          </>
        )}
        {descriptions > 0 && <p>{t('epcis.masterDataKept', { count: descriptions })}</p>}
      </Callout>
    );
  return (
    <Card title={t('epcis.capture')}>
      {events > 0 && <AudienceField value={audience} onChange={setAudience} />}
      {capture.isError && <ErrorPanel error={capture.error} />}
      {answer?.__typename === 'Refused' && <FindingList findings={answer.findings} lines={lines} />}
      <div className={styles.buttons}>
        <Button
          color="rust"
          loading={capture.isPending}
          onClick={() => capture.mutate({ text, audience })}
          data-testid="epcis-capture"
        >
          {events > 0
            ? t('epcis.captureRight', { count: events })
            : t('epcis.captureMasterData', { count: descriptions })}
        </Button>
      </div>
    </Card>
  );
}
