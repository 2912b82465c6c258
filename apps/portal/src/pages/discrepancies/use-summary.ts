import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { graphql } from '../../generated/gql';

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
