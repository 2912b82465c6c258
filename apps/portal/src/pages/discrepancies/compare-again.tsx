import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { usePlace } from '../../api/place';
import { useChange, useRead } from '../../api/use-operation';
import { ErrorPanel } from '../../components/panels';
import { ProgressBar } from '../../components/progress-bar';
import { useFormats } from '../../formats';
import { graphql } from '../../generated/gql';
import type { LastReconciliationQuery } from '../../generated/graphql';
import { useT } from '../../language';
import styles from './discrepancies.module.css';

const LastReconciliation = graphql(/* GraphQL */ `
  query LastReconciliation {
    lastReconciliation {
      id
      state
      position
      total
      lookedAt
      opened
      closed
      createdAt
      finishedAt
    }
  }
`);

const StartReconciliation = graphql(/* GraphQL */ `
  mutation StartReconciliation {
    startReconciliation {
      id
    }
  }
`);

type Run = NonNullable<LastReconciliationQuery['lastReconciliation']>;

const POLL_MS = 1000;
const isOnItsWay = (run: Run | null | undefined): run is Run =>
  run?.state === 'QUEUED' || run?.state === 'RUNNING';

/** Compares everything of the organisation anew, and says how far it is and what came of it. `children` stand beside. */
export function CompareAgain({ children }: { children?: ReactNode }) {
  const t = useT();
  const { can } = usePlace();
  const start = useChange(StartReconciliation);
  const run = useRun();
  const isRunning = isOnItsWay(run);
  return (
    <div className={styles.compare}>
      <div className={styles.compareActs}>
        {children}
        {can('discrepancy:write') && (
          <Button
            size="xs"
            variant="default"
            loading={start.isPending}
            disabled={isRunning}
            onClick={() => start.mutate({})}
            data-testid="compare-again"
          >
            {t('compare.do')}
          </Button>
        )}
      </div>
      {start.isError && <ErrorPanel error={start.error} />}
      {isRunning && (
        <ProgressBar
          label={t('compare.running')}
          share={run.total ? run.position / run.total : 0}
          testId="compare-progress"
        />
      )}
      {run && !isRunning && <Told run={run} />}
    </div>
  );
}

/** The last comparison; asked for every second while it runs, and what the pages show is read again at its end. */
function useRun(): Run | null | undefined {
  const { slug, organisation } = usePlace();
  const client = useQueryClient();
  const { data } = useRead(
    LastReconciliation,
    {},
    { refetchInterval: ({ state }) => (isOnItsWay(state.data?.lastReconciliation) ? POLL_MS : false) },
  );
  const run = data?.lastReconciliation;
  const isRunning = isOnItsWay(run);
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) void client.invalidateQueries({ queryKey: [slug, organisation] });
    wasRunning.current = isRunning;
  }, [isRunning, client, slug, organisation]);
  return run;
}

function Told({ run }: { run: Run }) {
  const t = useT();
  const { moment } = useFormats();
  if (run.state === 'FAILED')
    return (
      <p className="small" role="status" data-testid="compare-told">
        {t('compare.failed')}
      </p>
    );
  return (
    <p className="small soft" role="status" data-testid="compare-told">
      {t('compare.done', { when: moment(run.finishedAt ?? run.createdAt), looked: run.lookedAt })}{' '}
      {t('compare.changed', { opened: run.opened, closed: run.closed })}
    </p>
  );
}
