import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { CopyField } from '../../components/copy-field';
import { type Column, DataTable } from '../../components/data-table';
import { Card, EmptyState, ErrorPanel, Loading, Stack, Status } from '../../components/panels';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { answerOf } from './call-answer';
import { callsShown } from './calls-shown';
import { CURL_LINES } from './curl-lines';
import styles from './keys.module.css';
import { type ShownCall, useCalls } from './use-calls';

/** The last calls of the firm's programs as they come, and what was refused, with the page that explains it. */
export function CallsCard() {
  const t = useT();
  const [onlyRefused, setOnlyRefused] = useState(false);
  const { calls, summary } = useCalls(onlyRefused);
  return (
    <Card title={t('calls.title')} testId="calls">
      <Stack>
        <p className="soft">{t('calls.lead')}</p>
        {summary && summary.calls > 0 && (
          <div className={styles.filter}>
            <p data-testid="calls-counted">
              {t('calls.counted', { calls: summary.calls, refused: summary.refused })}
            </p>
            <Checkbox
              label={t('calls.onlyRefused')}
              checked={onlyRefused}
              onChange={(event) => setOnlyRefused(event.currentTarget.checked)}
              data-testid="calls-only-refused"
            />
          </div>
        )}
        {calls.isPending && <Loading />}
        {calls.isError && <ErrorPanel error={calls.error} onRetry={() => void calls.refetch()} />}
        {calls.data && <CallList calls={calls.data.interfaceCalls} onlyRefused={onlyRefused} />}
      </Stack>
    </Card>
  );
}

function CallList({ calls, onlyRefused }: { calls: readonly ShownCall[]; onlyRefused: boolean }) {
  const t = useT();
  const { moment } = useFormats();
  const [isWhole, setWhole] = useState(false);
  if (!calls.length) return onlyRefused ? <NoRefusal /> : <NoCall />;
  const { shown, more } = callsShown(calls, isWhole);
  const columns: Column<ShownCall>[] = [
    { key: 'time', title: t('calls.time'), cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
    {
      key: 'who',
      title: t('calls.who'),
      cell: ({ keyId, keyName, personName }) =>
        keyId ? (keyName ?? t('calls.keyGone')) : (personName ?? t('calls.session')),
    },
    {
      key: 'call',
      title: t('calls.call'),
      cell: ({ method, path }) => (
        <code className={styles.call}>
          {method} {path}
        </code>
      ),
    },
    { key: 'answer', title: t('calls.answer'), cell: (call) => <Answer call={call} /> },
  ];
  return (
    <>
      <DataTable
        caption={t('calls.title')}
        columns={columns}
        rows={shown}
        rowKey={({ id }) => id}
        testId="calls-table"
      />
      {(more > 0 || isWhole) && (
        <div>
          <Button
            variant="default"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
            data-testid="calls-more"
          >
            {isWhole ? t('calls.fewer') : t('calls.more', { count: more })}
          </Button>
        </div>
      )}
    </>
  );
}

/** What was answered: a word, what was refused, and each finding with the page that explains it. */
function Answer({ call }: { call: ShownCall }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const { tone, message } = answerOf(call);
  const { status, title, findings, findingCount, durationMs } = call;
  return (
    <div className={styles.answer} data-testid="call-answer">
      <p>
        <Status tone={tone}>{t(message)}</Status>{' '}
        <span className="small soft">
          {status} · {t('calls.took', { milliseconds: durationMs })}
        </span>
      </p>
      {title && <p>{textOf(title)}</p>}
      {findings.length > 0 && (
        <p className="small">
          {t('calls.findings', { count: findingCount })}{' '}
          {findings.map(({ code, help }, index) => (
            <span key={code}>
              {index > 0 && ', '}
              {help ? (
                <Link to="/$filiere/lecture-epcis/constats" params={{ filiere }} hash={code.toLowerCase()}>
                  {code}
                </Link>
              ) : (
                code
              )}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function NoCall() {
  const t = useT();
  const { slug } = usePlace();
  const [{ line }] = CURL_LINES;
  return (
    <>
      <EmptyState icon="inbox" title={t('calls.none')}>
        {t('calls.noneHelp')}
      </EmptyState>
      <CopyField label={t('calls.try')} value={line(`${location.origin}/${slug}`)} />
    </>
  );
}

function NoRefusal() {
  const t = useT();
  return (
    <EmptyState icon="check" title={t('calls.noneRefused')}>
      {t('calls.noneRefusedHelp')}
    </EmptyState>
  );
}
