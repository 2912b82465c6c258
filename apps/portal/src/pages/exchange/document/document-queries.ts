import { graphql } from '../../../generated/gql';

/** Everything about a document but its lines, which are read by pages. */
export const DocumentRead = graphql(/* GraphQL */ `
  query DocumentRead($id: ID!) {
    document(id: $id) {
      id
      number
      revision
      mySide
      awaitsMe
      dueDate
      lineCount
      openDiscrepancies
      recipientName
      channel
      sentAt
      updatedAt
      eventIds
      label {
        fr
        en
      }
      state {
        name
        mustAct
        label {
          fr
          en
        }
        expected {
          fr
          en
        }
      }
      issuer {
        id
        name
        city
      }
      recipient {
        id
        name
        city
      }
      acts {
        name
        needsReason
        headerFields
        lineFields
        label {
          fr
          en
        }
      }
      references {
        type
        number
        documentId
      }
      progress {
        lineNumber
        ordered
        despatched
        received
      }
      history {
        seq
        act
        side
        reason
        at
        label {
          fr
          en
        }
        stateLabel {
          fr
          en
        }
        organisation {
          id
          name
        }
        changes {
          ...ChangeShown
        }
      }
      revisions {
        id
        state
        reason
        answerReason
        awaitsMe
        requestedAt
        answeredAt
        requestedBy {
          id
          name
        }
        changes {
          ...ChangeShown
        }
      }
      content {
        __typename
        ... on CallOff {
          values
        }
        ... on CertificateRequest {
          values
        }
        ... on DespatchAdvice {
          values
        }
        ... on Forecast {
          values
        }
        ... on Order {
          values
        }
        ... on QualityNotice {
          values
        }
        ... on ReceiptAdvice {
          values
        }
        ... on StockStatement {
          values
        }
      }
    }
  }

  fragment ChangeShown on FieldChange {
    lineNumber
    field
    oldValue
    newValue
    label {
      fr
      en
    }
  }
`);

export const DocumentLines = graphql(/* GraphQL */ `
  query DocumentLines($id: ID!, $after: String) {
    document(id: $id) {
      id
      content {
        __typename
        ... on CallOff {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on CertificateRequest {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on DespatchAdvice {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on Forecast {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on Order {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on QualityNotice {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on ReceiptAdvice {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
        ... on StockStatement {
          lines(first: 500, after: $after) {
            edges {
              node {
                lineNumber
                values
              }
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
      }
    }
  }
`);
