import { graphql } from '../../../generated/gql';
import type { DiscrepancyReadQuery } from '../../../generated/graphql';

export const DiscrepancyRead = graphql(/* GraphQL */ `
  query DiscrepancyRead($id: ID!) {
    discrepancy(id: $id) {
      id
      version
      kind
      kindLabel {
        fr
        en
      }
      state
      mySide
      label
      otherLabel
      itemId
      product
      reference
      expected
      found
      difference
      unit
      isBlocking
      awaitsMe
      dueDate
      openedAt
      closedAt
      ageDays
      acts
      sentence {
        fr
        en
      }
      rule {
        fr
        en
      }
      advice {
        fr
        en
      }
      declarant {
        id
        name
      }
      partner {
        id
        name
      }
      mustAct {
        id
        name
      }
      assignee {
        id
        name
      }
      arithmetic {
        label {
          fr
          en
        }
        value {
          fr
          en
        }
      }
      statements {
        verb {
          fr
          en
        }
        at
        label
        product
        quantity
        unit
        rejected
        short
        reference
        documentId
        documentNumber
        documentLabel {
          fr
          en
        }
        lineNumber
        eventId
        revisions
        isCorrectable
        by {
          id
          name
        }
      }
      thread {
        seq
        act
        person
        reason
        difference
        unit
        at
        label {
          fr
          en
        }
        organisation {
          id
          name
        }
      }
    }
  }
`);

export type OpenDiscrepancy = NonNullable<DiscrepancyReadQuery['discrepancy']>;
export type Statement = OpenDiscrepancy['statements'][number];

/** The company on the other side; undefined where the records are one's own. */
export const otherOf = ({
  mySide,
  declarant,
  partner,
}: Pick<OpenDiscrepancy, 'mySide' | 'declarant' | 'partner'>) =>
  mySide === 'RECEIVER' ? declarant : (partner ?? undefined);

/** The statements of the reader's organisation, and those of the other. */
export function sidesOf(
  { statements, mySide }: Pick<OpenDiscrepancy, 'statements' | 'mySide'>,
  me: string | undefined,
): { ours: Statement[]; theirs: Statement[] } {
  const isOurs = ({ by }: Statement) => mySide === 'OWNER' || by?.id === me;
  return {
    ours: statements.filter(isOurs),
    theirs: statements.filter((statement) => !isOurs(statement)),
  };
}
