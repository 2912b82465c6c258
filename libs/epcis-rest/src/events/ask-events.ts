import { EventQuery, GS1_PREFIXES, Prefixes, QueryProblem, readEventQuery } from '@maillon/epcis';
import { Finding, notFound, text } from '@maillon/kernel';
import { QueryString } from '../headers/paging.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

/** The prefixes that name extension fields in a query: GS1's, and those of the GS1-Extensions header. */
export const queryPrefixes = (extensions: ReadonlyMap<string, string>): Prefixes => ({
  names: new Map([...GS1_PREFIXES.names, ...extensions]),
  open: false,
});

/** The query that an address holds (EPCIS 2.0, section 8.2.7.1). Throws QueryParameterException with every fault. */
export function queryOfAddress(parameters: QueryString, extensions: ReadonlyMap<string, string>): EventQuery {
  // the same name twice says the same as its values in one list
  const joined = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value.join('|') : value]),
  );
  return checked(readEventQuery(joined, { prefixes: queryPrefixes(extensions), from: 'url' }));
}

/** The query that a body holds: values in JSON, prefixes besides GS1's by name. */
export function queryOfBody(
  parameters: Readonly<Record<string, unknown>>,
  extensions: ReadonlyMap<string, string>,
): EventQuery {
  return checked(readEventQuery(parameters, { prefixes: queryPrefixes(extensions), from: 'body' }));
}

/**
 * The query for a value in an address, whose prefix the header may declare. Throws NOT_FOUND for one that no event can hold: its client
 * named no parameter to be wrong.
 */
export function queryOfValue(
  parameter: string,
  value: string,
  resource: string,
  extensions: ReadonlyMap<string, string>,
): EventQuery {
  const prefixes = queryPrefixes(extensions);
  const read = readEventQuery({ [parameter]: [value] }, { prefixes, from: 'body' });
  if ('query' in read) return read.query;
  throw notFound(resource);
}

/** The events that meet both queries: what an address asks for, among those of its resource. */
export const within = (resource: EventQuery, asked: EventQuery): EventQuery => ({
  ...asked,
  conditions: [...resource.conditions, ...asked.conditions],
});

function checked(read: ReturnType<typeof readEventQuery>): EventQuery {
  if ('query' in read) return read.query;
  const [first] = read.problems;
  throw new EpcisProblem(first!.exception, {
    title: titleOf(first!.exception),
    detail: text(`${first!.parameter} : ${first!.message.fr}`, `${first!.parameter}: ${first!.message.en}`),
    findings: read.problems.map(findingOf),
  });
}

const findingOf = ({ parameter, message, exception, allowed, nearest }: QueryProblem): Finding => ({
  code: exception === 'QueryParameterException' ? 'QUERY_PARAMETER' : 'QUERY_VALUE',
  severity: 'error',
  field: parameter,
  message,
  remedy: text('Corrigez ce paramètre, puis recommencez.', 'Correct this parameter, then try again.'),
  ...(allowed !== undefined && { allowed }),
  ...(nearest !== undefined && { nearest }),
});
