import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { graphql } from '../../../generated/gql';
import { isUnresolved } from '../words';
import type { OpenDiscrepancy } from './discrepancy-read';

const PendingCorrections = graphql(/* GraphQL */ `
  query PendingCorrections {
    pendingRevisions {
      id
      document {
        id
      }
    }
  }
`);

/** The document of this discrepancy whose correction awaits the reader's answer; undefined where there is none. */
export function usePendingCorrection({ state, thread, statements }: OpenDiscrepancy): string | undefined {
  const { can } = usePlace();
  const wasAsked = thread.some(({ act }) => act === 'correction_asked');
  const { data } = useRead(
    PendingCorrections,
    {},
    { enabled: wasAsked && isUnresolved(state) && can('document:write') },
  );
  const concerned = new Set(statements.map(({ documentId }) => documentId));
  return data?.pendingRevisions.find(({ document }) => document && concerned.has(document.id))?.document?.id;
}
