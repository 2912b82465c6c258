import { EventCondition, itemId, ItemList, ItemMatch } from '@maillon/epcis';
import { eventNames } from './event-names.js';
import { SqlParameters } from './sql-parameters.js';
import { memberSql, OPERATORS, passes } from './value-tests.js';
import { sensorSql } from './sensor-sql.js';

/** The event in canonical spelling: what was declared, with the members that are spelt otherwise put over it. */
export const DOCUMENT = '(e.document || e.canonical)';

type Condition<On extends EventCondition['on']> = Extract<EventCondition, { on: On }>;

/**
 * What a condition asks of the columns of `trace_event e`: cheap, and served by its indexes. Undefined where it is asked of
 * the document alone. Values go in as parameters.
 */
export function columnSql(condition: EventCondition, parameters: SqlParameters): string | undefined {
  switch (condition.on) {
    case 'eventType':
      return `e.type = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'action':
      return `e.action = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'bizStep':
      return condition.anyOf.length === 1
        ? `e.biz_step = ${parameters.add(condition.anyOf[0], 'text')}`
        : `e.biz_step = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'disposition':
      return `e.disposition = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'readPoint':
      return `e.read_point = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'bizLocation':
      return `e.biz_location = any (${parameters.add(condition.anyOf, 'text[]')})`;
    case 'eventID':
      return eventIdSql(condition.anyOf, parameters);
    case 'eventTime':
      return `e.event_time ${OPERATORS[condition.compare]} ${parameters.add(condition.instant, 'timestamptz')}`;
    case 'recordTime':
      return `e.record_time ${OPERATORS[condition.compare]} ${parameters.add(condition.instant, 'timestamptz')}`;
    case 'errorDeclaration':
    case 'errorDeclarationTime':
    case 'errorReason':
    case 'correctiveEventID':
      return 'e.corrects_id is not null';
    default:
      return undefined;
  }
}

/** An event without an id of its own is asked for by ours, which is its key. */
function eventIdSql(anyOf: readonly string[], parameters: SqlParameters): string {
  const { names, ids } = eventNames(anyOf);
  const named = `e.event_id = any (${parameters.add(names, 'text[]')})`;
  return ids.length
    ? `(${named} or (e.event_id is null and e.id = any (${parameters.add(ids, 'uuid[]')})))`
    : named;
}

/** What a condition asks of the document; undefined where the columns say it all. */
export function documentSql(condition: EventCondition, parameters: SqlParameters): string | undefined {
  const among = (path: string, values: readonly string[]) =>
    `jsonb_path_exists(${DOCUMENT}, '${path} ? (@ == $v[*])', ${parameters.add({ v: values }, 'jsonb')}, true)`;
  switch (condition.on) {
    case 'transformationID':
      return among('$.transformationID', condition.anyOf);
    case 'dispositionSet':
      return among('$.persistentDisposition.set', condition.anyOf);
    case 'dispositionUnset':
      return among('$.persistentDisposition.unset', condition.anyOf);
    case 'errorReason':
      return among('$.errorDeclaration.reason', condition.anyOf);
    case 'correctiveEventID':
      return among('$.errorDeclaration.correctiveEventIDs', condition.anyOf);
    case 'errorDeclarationTime':
      return `${DOCUMENT} #>> '{errorDeclaration,declarationTime}' collate "C" ${OPERATORS[condition.compare]} ${parameters.add(condition.instant, 'text')}`;
    case 'items':
      return `(${condition.lists.map((list) => listSql(list, condition.anyOf, parameters)).join(' or ')})`;
    case 'quantity':
      return quantitySql(condition, parameters);
    case 'bizTransaction':
    case 'source':
    case 'destination':
      return typedSql(condition, parameters);
    case 'sensor':
      return sensorSql(DOCUMENT, condition.tests, parameters);
    case 'extension':
      return extensionSql(condition, parameters);
    case 'attribute':
      return attributeSql(condition, parameters);
    default:
      return undefined;
  }
}

/** Names of things in one list as rows of texts: in canonical spelling `x`, and as declared `d`. */
function namesIn(list: ItemList): string {
  if (list === 'parentID')
    return `(select ${DOCUMENT} ->> 'parentID' as x, e.document ->> 'parentID' as d) names`;
  const path = `'$.${list}[*]${list.endsWith('uantityList') ? '.epcClass' : ''}'`;
  const both = `jsonb_path_query(${DOCUMENT}, ${path}), jsonb_path_query(e.document, ${path})`;
  return `(select a #>> '{}' as x, b #>> '{}' as d from rows from (${both}) as pairs (a, b)) names`;
}

function listSql(list: ItemList, anyOf: readonly ItemMatch[], parameters: SqlParameters): string {
  const exact = anyOf.flatMap((match) => ('exact' in match ? [match.exact] : []));
  const patterns = anyOf.flatMap((match) => ('pattern' in match && !match.declared ? [match.pattern] : []));
  const tests = [
    ...(exact.length ? [`x = any (${parameters.add(exact, 'text[]')})`] : []),
    ...(patterns.length ? [`x ~ any (${parameters.add(patterns, 'text[]')})`] : []),
    // a URN says where its company prefix ends
    ...anyOf.flatMap((match) =>
      'pattern' in match && match.declared
        ? [
            `(x ~ ${parameters.add(match.pattern, 'text')} and d ~* ${parameters.add(match.declared, 'text')})`,
          ]
        : [],
    ),
  ];
  return tests.length ? `exists (select from ${namesIn(list)} where ${tests.join(' or ')})` : 'false';
}

const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** All tests hold of one quantity (EPCIS 2.0 section 8.2.7.1: EQ_quantity and its kin, with or without a unit). */
function quantitySql({ uom, tests }: Condition<'quantity'>, parameters: SqlParameters): string {
  const variables: Record<string, unknown> = {};
  const told = tests.map(({ compare, values }, index) => {
    variables[`v${index}`] = values;
    return compare === 'EQ'
      ? `@.quantity == $v${index}[*]`
      : `@.quantity ${OPERATORS[compare]} $v${index}[0]`;
  });
  if (uom) {
    variables['uom'] = uom;
    told.push('@.uom == $uom');
  }
  const sent = parameters.add(variables, 'jsonb');
  const each = QUANTITIES.map(
    (list) => `jsonb_path_exists(${DOCUMENT}, '$.${list}[*] ? (${told.join(' && ')})', ${sent}, true)`,
  );
  return `(${each.join(' or ')})`;
}

function typedSql(
  { on, type, anyOf }: Condition<'bizTransaction' | 'source' | 'destination'>,
  parameters: SqlParameters,
): string {
  const variables = parameters.add({ ...(type !== undefined && { type }), v: anyOf }, 'jsonb');
  const ofType = type === undefined ? '' : '@.type == $type && ';
  return `jsonb_path_exists(${DOCUMENT}, '$.${on}List[*] ? (${ofType}@.${on} == $v[*])', ${variables}, true)`;
}

const PLACES: Readonly<Record<Condition<'extension'>['within'], string>> = {
  event: DOCUMENT,
  ilmd: `(${DOCUMENT} -> 'ilmd')`,
  errorDeclaration: `(${DOCUMENT} -> 'errorDeclaration')`,
  readPoint: `(${DOCUMENT} -> 'readPoint')`,
  bizLocation: `(${DOCUMENT} -> 'bizLocation')`,
};

function extensionSql(
  { within, inner, names, test }: Condition<'extension'>,
  parameters: SqlParameters,
): string {
  return memberSql(PLACES[within], { names, inner }, (value) => passes(value, test, parameters), parameters);
}

/** Of an extension member: its XML attributes, or what master data says of the element that it names. */
function attributeSql(
  { names, attributes, values, elements = [] }: Condition<'attribute'>,
  parameters: SqlParameters,
): string {
  const variables = parameters.add({ a: attributes, v: values ?? [] }, 'jsonb');
  const path = `$ ? (@.type() == "object").keyvalue() ? (@.key == $a[*]${values ? ' && @.value == $v[*]' : ''})`;
  const each = names.map(
    (name) =>
      `jsonb_path_exists(${DOCUMENT} -> ${parameters.add(name, 'text')}, '${path}', ${variables}, true)`,
  );
  const described = { compare: 'EQ', values: elements } as const;
  if (elements.length)
    each.push(
      extensionSql({ on: 'extension', within: 'event', inner: false, names, test: described }, parameters),
    );
  return `(${each.join(' or ')})`;
}

/** Items that a condition names exactly, by their ids; undefined where a pattern may mean others. */
export function itemsNamed({ anyOf }: Condition<'items'>): string[] | undefined {
  const ids = anyOf.map((match) => ('exact' in match ? itemId(match.exact) : undefined));
  return ids.includes(undefined) ? undefined : (ids as string[]);
}

/** Classes that all things meant by a condition are or belong to; undefined where a pattern does not say. */
export function classesNamed({ anyOf }: Condition<'items'>): string[] | undefined {
  const classes = anyOf.flatMap((match) => ('exact' in match ? [] : [match.within]));
  return classes.length === 0 || classes.includes(undefined) ? undefined : (classes as string[]);
}
