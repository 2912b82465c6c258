import { graphql } from '../../../generated/gql';

export const Webhooks = graphql(/* GraphQL */ `
  query Webhooks {
    webhooks {
      ...WebhookShown
    }
  }

  fragment WebhookShown on Webhook {
    id
    name
    url
    topics
    state
    waiting
    failures
    deliveredAt
    resumesAt
    disabledReason {
      fr
      en
    }
  }
`);

export const CreateWebhook = graphql(/* GraphQL */ `
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      secret
      webhook {
        id
        name
      }
    }
  }
`);

export const RotateWebhookSecret = graphql(/* GraphQL */ `
  mutation RotateWebhookSecret($id: ID!) {
    rotateWebhookSecret(id: $id) {
      secret
      webhook {
        id
        name
      }
    }
  }
`);

export const PauseWebhook = graphql(/* GraphQL */ `
  mutation PauseWebhook($id: ID!) {
    pauseWebhook(id: $id) {
      id
    }
  }
`);

export const ResumeWebhook = graphql(/* GraphQL */ `
  mutation ResumeWebhook($id: ID!) {
    resumeWebhook(id: $id) {
      id
    }
  }
`);

export const DeleteWebhook = graphql(/* GraphQL */ `
  mutation DeleteWebhook($id: ID!) {
    deleteWebhook(id: $id)
  }
`);

export const SendTestWebhook = graphql(/* GraphQL */ `
  mutation SendTestWebhook($id: ID!) {
    sendTestWebhook(id: $id) {
      id
    }
  }
`);

export const WebhookLog = graphql(/* GraphQL */ `
  query WebhookLog($id: ID!, $after: String) {
    webhook(id: $id) {
      id
      deliveries(first: 20, after: $after) {
        edges {
          node {
            id
            topic
            cause
            state
            status
            attempts
            changedAt
            attemptedAt
            nextAttemptAt
            durationMs
            responseExcerpt
            failure {
              fr
              en
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const ReplayWebhookDelivery = graphql(/* GraphQL */ `
  mutation ReplayWebhookDelivery($id: ID!) {
    replayWebhookDelivery(id: $id) {
      id
    }
  }
`);
