import { useChange } from '../../api/use-operation';
import type { FindingLike } from '../../components/form-problems';
import { graphql } from '../../generated/gql';

const AcceptDifferences = graphql(/* GraphQL */ `
  mutation AcceptDifferences($ids: [ID!]!, $versions: [Int!], $reason: String) {
    answer: acceptDifferences(ids: $ids, versions: $versions, reason: $reason) {
      ...ActedShown
    }
  }

  fragment ActedShown on DiscrepanciesActed {
    changed {
      id
    }
    refused {
      id
      findings {
        code
        path
        field
        message {
          fr
          en
        }
        remedy {
          fr
          en
        }
      }
    }
  }
`);

const DisputeDiscrepancies = graphql(/* GraphQL */ `
  mutation DisputeDiscrepancies($ids: [ID!]!, $reason: String!, $dueDate: String) {
    answer: disputeDiscrepancies(ids: $ids, reason: $reason, dueDate: $dueDate) {
      ...ActedShown
    }
  }
`);

const WaiveDiscrepancies = graphql(/* GraphQL */ `
  mutation WaiveDiscrepancies($ids: [ID!]!, $versions: [Int!], $reason: String!) {
    answer: waiveDiscrepancies(ids: $ids, versions: $versions, reason: $reason) {
      ...ActedShown
    }
  }
`);

const ReassignDiscrepancies = graphql(/* GraphQL */ `
  mutation ReassignDiscrepancies($ids: [ID!]!, $person: ID) {
    answer: reassignDiscrepancies(ids: $ids, person: $person) {
      ...ActedShown
    }
  }
`);

export type BulkAct = 'accept' | 'dispute' | 'waive' | 'reassign';

export interface ActDraft {
  readonly reason: string;
  readonly dueDate: string;
  readonly person: string;
}

/** A discrepancy as it was read: accepted or waived only while it still is what the reader saw. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

export interface Acted {
  readonly changed: readonly { readonly id: string }[];
  readonly refused: readonly { readonly id: string; readonly findings: readonly FindingLike[] }[];
}

/** Performs one act on any number of discrepancies; each is changed or refused by itself. */
export function useBulkAct(act: BulkAct, onActed: (acted: Acted) => void) {
  const done = ({ answer }: { answer: Acted }) => onActed(answer);
  const accept = useChange(AcceptDifferences, done);
  const dispute = useChange(DisputeDiscrepancies, done);
  const waive = useChange(WaiveDiscrepancies, done);
  const reassign = useChange(ReassignDiscrepancies, done);
  const change = { accept, dispute, waive, reassign }[act];
  const run = (on: readonly Seen[], { reason, dueDate, person }: ActDraft): void => {
    const ids = on.map(({ id }) => id);
    const versions = on.map(({ version }) => version);
    const words = reason.trim();
    if (act === 'accept') accept.mutate({ ids, versions, reason: words || null });
    else if (act === 'dispute') dispute.mutate({ ids, reason: words, dueDate: dueDate || null });
    else if (act === 'waive') waive.mutate({ ids, versions, reason: words });
    else reassign.mutate({ ids, person: person || null });
  };
  return { run, isPending: change.isPending, error: change.error };
}
