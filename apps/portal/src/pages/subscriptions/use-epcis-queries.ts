import { useEffect, useState } from 'react';
import { usePages } from '../../api/use-operation';
import type { EpcisQueriesQuery } from '../../generated/graphql';
import { isResumed } from './subscription-state';
import { EpcisQueries } from './subscription-operations';

/** How often the outcome of a resumed subscription is looked for, and for how long: milliseconds. */
const LOOK_MS = 1500;
const LONGEST_MS = 30_000;

export type ShownQuery = EpcisQueriesQuery['epcisQueries']['edges'][number]['node'];

/** The firm's queries and subscriptions. Once one was resumed, they are read again until its outcome is known. */
export function useEpcisQueries() {
  const [lookUntil, setLookUntil] = useState(0);
  const queries = usePages(EpcisQueries, {}, (data) => data.epcisQueries, lookUntil > 0 && LOOK_MS);
  const isAwaited = queries.nodes?.some(({ subscriptions }) => subscriptions.some(isResumed)) ?? false;
  const { dataUpdatedAt } = queries;
  useEffect(() => {
    if (lookUntil > 0 && (!isAwaited || dataUpdatedAt > lookUntil)) setLookUntil(0);
    // judged by each answer, the first of which comes after the subscription was resumed
  }, [dataUpdatedAt]);
  return { queries, awaitOutcome: () => setLookUntil(Date.now() + LONGEST_MS) };
}
