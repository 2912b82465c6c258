import type { DocumentType } from '@maillon/documents';
import { useRead } from '../../../api/use-operation';
import { graphql } from '../../../generated/gql';
import type { NamingQuery } from '../../../generated/graphql';
import { enumOf } from '../kinds';
import type { OpenDocument } from './use-document';

const Naming = graphql(/* GraphQL */ `
  query Naming($partner: ID!, $first: DocumentType!, $second: DocumentType!) {
    first: documents(filter: { partner: $partner, type: $first }, first: 30) {
      ...NamingPart
    }
    second: documents(filter: { partner: $partner, type: $second }, first: 30) {
      ...NamingPart
    }
  }

  fragment NamingPart on DocumentConnection {
    edges {
      node {
        id
        number
        label {
          fr
          en
        }
        state {
          name
          label {
            fr
            en
          }
        }
        references {
          documentId
        }
      }
    }
  }
`);

/** Which kinds of document may follow from one of a kind. */
const FOLLOWING: Readonly<Partial<Record<DocumentType, readonly [DocumentType, DocumentType]>>> = {
  order: ['despatch_advice', 'receipt_advice'],
  call_off: ['despatch_advice', 'receipt_advice'],
  despatch_advice: ['receipt_advice', 'quality_notice'],
};

type Named = NamingQuery['first']['edges'][number]['node'];

/** Documents with the same partner that name this one, among the thirty of each kind that moved last. */
export function useNaming({ head, type }: OpenDocument): Named[] {
  const kinds = FOLLOWING[type];
  const partner = (head.mySide === 'ISSUER' ? head.recipient : head.issuer)?.id;
  const [first, second] = kinds ?? (['despatch_advice', 'receipt_advice'] as const);
  const { data } = useRead(
    Naming,
    { partner: partner ?? '', first: enumOf(first), second: enumOf(second) },
    { enabled: kinds !== undefined && partner !== undefined && head.state.name !== 'draft' },
  );
  return [...(data?.first.edges ?? []), ...(data?.second.edges ?? [])]
    .map(({ node }) => node)
    .filter(
      ({ references, state }) =>
        state.name !== 'discarded' && references.some(({ documentId }) => documentId === head.id),
    );
}
