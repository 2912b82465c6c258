import { graphql } from '../../../generated/gql';
import type { DiscrepanciesQuery } from '../../../generated/graphql';

export const Discrepancies = graphql(/* GraphQL */ `
  query Discrepancies($filter: DiscrepancyFilter, $after: String) {
    discrepancies(filter: $filter, first: 50, after: $after) {
      edges {
        node {
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
          product
          reference
          difference
          unit
          isBlocking
          awaitsMe
          dueDate
          ageDays
          declarant {
            id
            name
          }
          partner {
            id
            name
          }
          assignee {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type DiscrepancyRow = DiscrepanciesQuery['discrepancies']['edges'][number]['node'];
