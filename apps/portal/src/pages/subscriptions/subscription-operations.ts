import { graphql } from '../../generated/gql';

/** A subscription as the page shows it: operations spread it by its name. */
export const EpcisSubscriptionShown = graphql(/* GraphQL */ `
  fragment EpcisSubscriptionShown on EpcisSubscription {
    id
    destination
    isSigned
    schedule {
      second
      minute
      hour
      dayOfMonth
      month
      dayOfWeek
    }
    nextReportAt
    reportIfEmpty
    epcFormat
    state
    suspendedReason {
      fr
      en
    }
    lastFailure {
      at
      status
      eventId
      detail {
        fr
        en
      }
    }
    nextAttemptAt
    lastNotifiedAt
    minRecordTime
  }
`);

export const EpcisQueries = graphql(/* GraphQL */ `
  query EpcisQueries($after: String) {
    epcisQueries(first: 50, after: $after) {
      edges {
        node {
          name
          query
          createdAt
          subscriptions {
            ...EpcisSubscriptionShown
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

export const ResumeEpcisSubscription = graphql(/* GraphQL */ `
  mutation ResumeEpcisSubscription($id: ID!) {
    resumeEpcisSubscription(id: $id) {
      id
      state
    }
  }
`);

export const DeleteEpcisSubscription = graphql(/* GraphQL */ `
  mutation DeleteEpcisSubscription($id: ID!) {
    deleteEpcisSubscription(id: $id)
  }
`);

export const DeleteEpcisQuery = graphql(/* GraphQL */ `
  mutation DeleteEpcisQuery($name: String!) {
    deleteEpcisQuery(name: $name) {
      __typename
      ... on EpcisQueryDeleted {
        name
      }
      ...RefusedShown
    }
  }
`);
