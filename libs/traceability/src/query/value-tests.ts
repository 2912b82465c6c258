import { Comparison, ValueTest } from '@maillon/epcis';
import { SqlParameters } from './sql-parameters.js';

export const OPERATORS: Readonly<Record<Comparison, string>> = {
  EQ: '=',
  GT: '>',
  GE: '>=',
  LT: '<',
  LE: '<=',
};

const INSTANT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$';

/**
 * SQL that holds where a JSON value, or one element of a list, passes a test. `value` is an SQL expression of jsonb. Values go
 * in as variables of a fixed path. `isExtension`: an XML element with attributes may stand there, its text under `#text`.
 */
export function passes(
  value: string,
  test: ValueTest,
  parameters: SqlParameters,
  isExtension = true,
): string {
  if (test.compare === 'EXISTS') return `(${value} is not null and ${value} <> 'null')`;
  const variables = parameters.add({ v: test.values }, 'jsonb');
  const path = pathOf(test.compare, test.values);
  const plain = `jsonb_path_exists(${value}, '$ ? (${path})', ${variables}, true)`;
  return isExtension
    ? `(${plain} or jsonb_path_exists(${value}, '$."#text" ? (${path})', ${variables}, true))`
    : plain;
}

function pathOf(compare: Comparison, values: readonly unknown[]): string {
  if (compare === 'EQ') return '@ == $v[*]';
  const operator = OPERATORS[compare];
  return typeof values[0] === 'number'
    ? `@ ${operator} $v[0] || @.double() ${operator} $v[0]`
    : `@ like_regex "${INSTANT}" && @ ${operator} $v[0]`;
}

/** SQL that holds where a member of `object` under one of these names, or such a member below its extensions, passes. */
export function memberSql(
  object: string,
  { names, inner }: { readonly names: readonly string[]; readonly inner: boolean },
  test: (value: string) => string,
  parameters: SqlParameters,
): string {
  if (!inner) {
    return `(${names.map((name) => test(`(${object} -> ${parameters.add(name, 'text')})`)).join(' or ')})`;
  }
  const below = `$.keyvalue() ? (@.key like_regex ":").value.** ? (@.type() == "object").keyvalue() ? (@.key == $k[*]).value`;
  const found = `jsonb_path_query(${object}, '${below}', ${parameters.add({ k: names }, 'jsonb')}, true)`;
  return `exists (select from ${found} v where ${test('v')})`;
}
