import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePlace } from '../../api/place';
import { useOperationKey, useRead } from '../../api/use-operation';
import { watch } from '../../api/watch';
import { graphql } from '../../generated/gql';
import type { DiscrepancySummaryReadQuery } from '../../generated/graphql';
import { DiscrepancyRead } from './one/discrepancy-read';
import { Discrepancies } from './list/discrepancy-rows';

const DiscrepancySummaryRead = graphql(/* GraphQL */ `
  query DiscrepancySummaryRead {
    discrepancySummary {
      open
      awaitingMe
      blocking
      oldestDays
    }
  }
`);

const DiscrepanciesMoved = graphql(/* GraphQL */ `
  subscription DiscrepanciesMoved {
    discrepanciesMoved {
      open
      awaitingMe
      blocking
      oldestDays
    }
  }
`);

/** For what is not told in time: days that pass, a socket that does not get through. */
const REFRESH_MS = 60_000;

/** What is open, read once for every place that shows it; nothing where the reader may not see discrepancies. */
export function useSummary() {
  const { can } = usePlace();
  return useRead(
    DiscrepancySummaryRead,
    {},
    { enabled: can('discrepancy:read'), refetchInterval: REFRESH_MS, staleTime: 5_000 },
  );
}

/** What is open comes by itself, and the pages that show it read anew; to be called in one place of the page. */
export function useSummaryPushed(): void {
  const place = usePlace();
  const client = useQueryClient();
  const keyOf = useOperationKey();
  const [isLost, setLost] = useState(false);
  const { slug, organisation } = place;
  const isAllowed = place.can('discrepancy:read');
  useEffect(() => {
    if (!isAllowed || isLost) return undefined;
    return watch(
      place,
      DiscrepanciesMoved,
      {},
      {
        onNotice: ({ discrepanciesMoved }) => {
          client.setQueryData<DiscrepancySummaryReadQuery>(keyOf(DiscrepancySummaryRead, {}), {
            discrepancySummary: discrepanciesMoved,
          });
          for (const shown of [DiscrepancyRead, Discrepancies])
            void client.invalidateQueries({ queryKey: keyOf(shown) });
        },
        onLost: () => setLost(true),
      },
    );
    // A new socket for each render would be one too many: a place is known by its filière and organisation.
  }, [slug, organisation, isAllowed, isLost]);
}
