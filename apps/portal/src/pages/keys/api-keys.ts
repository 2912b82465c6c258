import { graphql } from '../../generated/gql';

/** The firm's keys, as the page and what renews it read them. */
export const ApiKeys = graphql(/* GraphQL */ `
  query ApiKeys {
    apiKeys {
      id
      name
      scopes
      createdAt
      expiresAt
      revokedAt
      lastUsedAt
    }
  }
`);
