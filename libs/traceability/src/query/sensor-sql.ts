import { SensorTest } from '@maillon/epcis';
import { SqlParameters } from './sql-parameters.js';
import { memberSql, OPERATORS, passes } from './value-tests.js';

/** Members of a sensor report that are asked for most (EPCIS 2.0 section 7.3.7), as they stand in a path. */
const REPORT_MEMBERS = new Map(
  [
    'type',
    'value',
    'minValue',
    'maxValue',
    'meanValue',
    'sDev',
    'percRank',
    'percValue',
    'stringValue',
    'booleanValue',
    'hexBinaryValue',
    'uriValue',
    'microorganism',
    'chemicalSubstance',
  ].map((name) => [name, `@.${name}`]),
);

/**
 * SQL that holds where one sensor element passes all tests: those of reports in one report of it, those of metadata in its
 * metadata, the others in either (EPCIS 2.0 section 8.2.7.1, parameters on sensor data).
 */
export function sensorSql(document: string, tests: readonly SensorTest[], parameters: SqlParameters): string {
  const inReports = reportsSql(document, tests, parameters);
  if (inReports) return inReports;
  const told = tests.map((test) => testSql(test, parameters));
  return `exists (
    select from jsonb_path_query(${document}, '$.sensorElementList[*]') s
    cross join lateral jsonb_path_query(s, '$.sensorReport[*]') r where ${told.join(' and ')})`;
}

/** The same in one look, where all tests are of the usual members of a report; else undefined. */
function reportsSql(
  document: string,
  tests: readonly SensorTest[],
  parameters: SqlParameters,
): string | undefined {
  const variables: Record<string, unknown> = {};
  const told: string[] = [];
  for (const [index, { part, names, test, uom }] of tests.entries()) {
    const member = names.length === 1 ? REPORT_MEMBERS.get(names[0]!) : undefined;
    if (part !== 'report' || !member || test.compare === 'EXISTS') return undefined;
    variables[`v${index}`] = test.values;
    told.push(
      test.compare === 'EQ'
        ? `${member} == $v${index}[*]`
        : `${member} ${OPERATORS[test.compare]} $v${index}[0]`,
    );
    if (uom) {
      variables[`u${index}`] = uom;
      told.push(`@.uom == $u${index}`);
    }
  }
  const path = `$.sensorElementList[*].sensorReport[*] ? (${told.join(' && ')})`;
  return `jsonb_path_exists(${document}, '${path}', ${parameters.add(variables, 'jsonb')}, true)`;
}

function testSql({ part, names, inner, uom, test }: SensorTest, parameters: SqlParameters): string {
  const isExtension = names.some((name) => name.includes(':'));
  const on = (object: string) =>
    memberSql(object, { names, inner }, (value) => passes(value, test, parameters, isExtension), parameters);
  const told = part === 'either' ? `(${on('r')} or ${on(METADATA)})` : on(PARTS[part]);
  return uom ? `(${told} and r ->> 'uom' = ${parameters.add(uom, 'text')})` : told;
}

const METADATA = `(s -> 'sensorMetadata')`;
const PARTS = { report: 'r', metadata: METADATA, element: 's' } as const;
