import { Button, Textarea } from '@mantine/core';
import { type DragEvent, useMemo, useState } from 'react';
import { usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { AudienceField } from '../../components/audience-field';
import { Icon } from '../../components/icon';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { Callout, Card, ErrorPanel, Stack } from '../../components/panels';
import type { Audience } from '../../generated/graphql';
import { useT } from '../../language';
import styles from './epcis.module.css';
import { ExplainedEvents } from './explained-events';
import { CaptureRightEvents, type Explained } from './explain-queries';
import { FindingList } from './finding-list';
import { MasterDataCard } from './master-data-card';
import { canRecord, summaryOf } from './summary';
import { useExplain } from './use-explain';

/** An EPCIS document pasted or dropped: what it says in plain words, what is wrong where, and a button for what is right. */
export function EpcisPage() {
  const t = useT();
  const { can } = usePlace();
  if (!can('event:declare')) return <NoRight />;
  return (
    <>
      <PageHeader title={t('epcis.title')} lead={t('epcis.lead')} />
      <Reading />
    </>
  );
}

function Reading() {
  const t = useT();
  const [text, setText] = useState('');
  const explain = useExplain();
  const onDrop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    void file.text().then((read) => {
      setText(read);
      explain.read(read);
    });
  };
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          explain.read(text);
        }}
        onDrop={onDrop}
        onDragOver={(event) => event.preventDefault()}
      >
        <Textarea
          label={t('epcis.text')}
          description={t('epcis.textHelp')}
          classNames={{ input: styles.text }}
          rows={12}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="epcis-text"
        />
        <div className={styles.buttons}>
          <Button
            type="submit"
            color="rust"
            disabled={!text.trim()}
            loading={explain.isPending}
            leftSection={<Icon name="search" size={18} />}
            data-testid="epcis-read"
          >
            {t('epcis.read')}
          </Button>
        </div>
      </form>
      {explain.error && <ErrorPanel error={explain.error} />}
      {explain.done && (
        <Result key={explain.done.text} text={explain.done.text} explained={explain.done.explained} />
      )}
    </Stack>
  );
}

function Result({ text, explained }: { text: string; explained: Explained }) {
  const t = useT();
  const lines = useMemo(() => text.split(/\r\n|\r|\n/), [text]);
  const { eventCount, rightCount, findings, events, masterData, masterDataCount } = explained;
  const { tone, message, values } = summaryOf(explained);
  return (
    <>
      <Callout tone={tone} live testId="epcis-summary">
        <p>{t(message, values)}</p>
      </Callout>
      {findings.length > 0 && (
        <Card title={t('epcis.ofDocument')} testId="document-findings">
          <FindingList findings={findings} lines={lines} />
        </Card>
      )}
      {canRecord(explained) && (
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
  const [audience, setAudience] = useState<Audience>('PARTIES');
  const capture = useChange(CaptureRightEvents);
  const answer = capture.data?.answer;
  if (answer?.__typename === 'Captured')
    return (
      <Callout tone="success" live testId="epcis-captured">
        {events > 0 && (
          <p>{t('epcis.captured', { accepted: answer.accepted, unchanged: answer.unchanged })}</p>
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
