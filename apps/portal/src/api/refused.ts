import { graphql } from '../generated/gql';

/** Why something was not recorded, as forms show it: operations spread it by its name. */
export const RefusedShown = graphql(/* GraphQL */ `
  fragment RefusedShown on Refused {
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
`);
