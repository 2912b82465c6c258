import { buildSchema } from 'graphql';
import { Documents } from './documents.js';
import { acceptedType, BadRequest, HttpRequest, parametersOf } from './http-request.js';

const statusOf = (work: () => unknown): number => {
  try {
    work();
    return 200;
  } catch (error) {
    return error instanceof BadRequest ? error.status : 500;
  }
};
const read = (request: Partial<HttpRequest>) =>
  statusOf(() => parametersOf({ method: 'POST', headers: {}, ...request }));
const json = { 'content-type': 'application/json; charset=utf-8' };
const query = '{ a }';

describe('a GraphQL request over HTTP', () => {
  it.each([
    ['a POST of JSON', 200, { headers: json, body: { query, variables: null, operationName: null } }],
    [
      'a GET that says it is none of a page',
      200,
      { method: 'GET', headers: json, query: { query, variables: '{"a":1}' } },
    ],
    ['a GET that any page could send', 400, { method: 'GET', query: { query } }],
    [
      'a form of another site',
      415,
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: { query } },
    ],
    [
      'text of another site',
      415,
      { headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query }) },
    ],
    ['a batch', 400, { headers: json, body: [{ query }] }],
    ['no query', 400, { headers: json, body: {} }],
    ['a query that is no text', 400, { headers: json, body: { query: 5 } }],
    ['variables that are no object', 400, { headers: json, body: { query, variables: [] } }],
    ['variables that are no JSON', 400, { method: 'GET', headers: json, query: { query, variables: '{' } }],
  ] as const)('%s: %i', (_name, status, request) => {
    expect(read(request)).toBe(status);
  });

  it('is answered in the first type that the client takes', () => {
    expect(acceptedType(undefined)).toBe('application/json');
    expect(acceptedType('text/html, */*;q=0.1')).toBe('application/json');
    expect(acceptedType('application/graphql-response+json; charset=utf-8, application/json')).toBe(
      'application/graphql-response+json',
    );
    expect(statusOf(() => acceptedType('text/html'))).toBe(406);
  });
});

describe('documents', () => {
  const documents = new Documents(buildSchema('type Query { a: Int }'));
  const codeOf = (text: string, operation?: string) =>
    documents.read(text, operation).errors?.[0]?.extensions['code'];

  it('are parsed and validated once', () => {
    const first = documents.read(query, undefined);
    expect(first.errors).toBeUndefined();
    expect(documents.read(query, undefined)).toEqual(first);
    for (let other = 0; other < 600; other++) documents.read(`{ a${other}: a }`, undefined);
    const again = documents.read(query, undefined);
    expect(
      again.errors === undefined && first.errors === undefined && again.document === first.document,
    ).toBe(false);
  });

  it('say what is wrong with them, each time they are sent', () => {
    for (let time = 0; time < 2; time++) {
      expect(codeOf('{')).toBe('GRAPHQL_PARSE_FAILED');
      expect(codeOf('{ b }')).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(codeOf('query A { a } query B { a }')).toBe('OPERATION_RESOLUTION_FAILURE');
      expect(codeOf('query A { a } query B { a }', 'B')).toBeUndefined();
    }
  });
});
