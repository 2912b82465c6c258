import { graphql } from '../../generated/gql';
import type { ExplainEpcisQuery } from '../../generated/graphql';

export const ExplainEpcis = graphql(/* GraphQL */ `
  query ExplainEpcis($text: String!) {
    explainEpcis(text: $text) {
      format
      eventCount
      rightCount
      masterDataCount
      masterData {
        id
        vocabulary
        sentence {
          fr
          en
        }
      }
      findings {
        ...FindingShown
      }
      events {
        index
        isRight
        type
        eventTime
        sentence {
          fr
          en
        }
        findings {
          ...FindingShown
        }
      }
    }
  }

  fragment FindingShown on Finding {
    code
    severity
    path
    eventIndex
    line
    column
    message {
      fr
      en
    }
    remedy {
      fr
      en
    }
  }
`);

export const CaptureRightEvents = graphql(/* GraphQL */ `
  mutation CaptureRightEvents($text: String!, $audience: Audience!) {
    answer: captureRightEvents(text: $text, audience: $audience) {
      __typename
      ... on Captured {
        accepted
        unchanged
      }
      ... on Refused {
        findings {
          ...FindingShown
        }
      }
    }
  }
`);

export type Explained = ExplainEpcisQuery['explainEpcis'];
export type ExplainedEvent = Explained['events'][number];
export type ShownFinding = Explained['findings'][number];
