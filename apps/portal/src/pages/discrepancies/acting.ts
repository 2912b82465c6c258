import { useChange } from '../../api/use-operation';
import type { FindingLike } from '../../components/form-problems';
import { graphql } from '../../generated/gql';

const AcceptDifferences = graphql(/* GraphQL */ `
  mutation AcceptDifferences($ids: [ID!]!, $reason: String) {
    answer: acceptDifferences(ids: $ids, reason: $reason) {
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
  mutation WaiveDiscrepancies($ids: [ID!]!, $reason: String!) {
    answer: waiveDiscrepancies(ids: $ids, reason: $reason) {
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

export interface Acted {
  readonly changed: readonly { readonly id: string }[];
  readonly refused: readonly { readonly id: string; readonly findings: readonly FindingLike[] }[];
}

/** Performs one act on any number of discrepancies; each is changed or refused by itself. */
export function useBulkAct(act: BulkAct) {
  const accept = useChange(AcceptDifferences);
  const dispute = useChange(DisputeDiscrepancies);
  const waive = useChange(WaiveDiscrepancies);
  const reassign = useChange(ReassignDiscrepancies);
  const change = { accept, dispute, waive, reassign }[act];
  const run = (
    ids: readonly string[],
    { reason, dueDate, person }: ActDraft,
    onActed: (acted: Acted) => void,
  ): void => {
    const done = { onSuccess: ({ answer }: { answer: Acted }) => onActed(answer) };
    const all = [...ids];
    const words = reason.trim();
    if (act === 'accept') accept.mutate({ ids: all, reason: words || null }, done);
    else if (act === 'dispute') dispute.mutate({ ids: all, reason: words, dueDate: dueDate || null }, done);
    else if (act === 'waive') waive.mutate({ ids: all, reason: words }, done);
    else reassign.mutate({ ids: all, person: person || null }, done);
  };
  return { run, isPending: change.isPending, error: change.error };
}
