import type { TypedDocumentString } from '../generated/graphql';
import { errorOf } from './api-error';
import { send } from './rest';

export interface ActingPlace {
  readonly slug: string;
  /** Id of the organisation acted for, or `committee`. */
  readonly organisation: string;
}

interface GraphqlAnswer<Data> {
  data?: Data | null;
  errors?: unknown[];
}

/** Runs one operation (GraphQL over HTTP, 2023 draft) in a filière, on behalf of a place. Throws ApiError. */
export async function execute<Data, Variables>(
  place: ActingPlace,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const answer = (await send(`/${place.slug}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'x-organisation': place.organisation,
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal,
  })) as GraphqlAnswer<Data>;
  if (answer.errors?.length || !answer.data) throw errorOf(200, answer);
  return answer.data;
}
