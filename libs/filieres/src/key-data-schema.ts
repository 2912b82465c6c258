import { Text } from '@maillon/kernel';
import { Filiere, Granularity, KeyDataElement } from './filiere.js';

/** A JSON Schema, as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Longest text that a pattern is asked of, in characters. */
const LONGEST_PATTERNED = 500;

/** A day of the calendar, YYYY-MM-DD: `format` alone is a mere note to many readers. */
const CALENDAR_DATE =
  '^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  '|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$';

const BLANK = { type: ['string', 'null'], pattern: '^\\s*$' };

/**
 * What a filière asks of the key data of an item of one granularity, as a JSON Schema (draft 2020-12): it takes what checkKeyData
 * finds no error in. Elements that are not asked for are let through, as there. Titles and descriptions are in French and English.
 */
export function keyDataSchema(filiere: Filiere, granularity: Granularity): JsonSchema {
  const elements = filiere.keyDataElements.filter(
    ({ granularities }) => granularities?.includes(granularity) ?? true,
  );
  const required = elements.filter((element) => element.required).map(({ key }) => key);
  const use = filiere.granularities.find(({ code }) => code === granularity);
  return {
    $schema: DIALECT,
    $id: `urn:maillon:key-data:${filiere.slug}:${granularity}`,
    title: both({
      fr: `${filiere.name.fr} : ${use?.label.fr ?? granularity}`,
      en: `${filiere.name.en}: ${use?.label.en ?? granularity}`,
    }),
    type: 'object',
    properties: Object.fromEntries(elements.map((element) => [element.key, elementSchema(element)])),
    ...(required.length && { required }),
    additionalProperties: true,
  };
}

function elementSchema(element: KeyDataElement): JsonSchema {
  const description = descriptionOf(element);
  const about = { title: both(element.label), ...(description && { description }) };
  const value = valueSchema(element);
  // a blank value counts as absent
  if (element.required) return { ...about, allOf: [value, { not: BLANK }] };
  return { ...about, anyOf: [value, BLANK] };
}

function valueSchema({ type, pattern, choices = [] }: KeyDataElement): JsonSchema {
  switch (type) {
    case 'number':
    case 'boolean':
      return { type };
    case 'date':
      return { type: 'string', format: 'date', pattern: CALENDAR_DATE };
    case 'choice':
      return {
        type: 'string',
        oneOf: choices.map(({ value, label }) => ({ const: value, title: both(label) })),
      };
    case 'text':
      return pattern === undefined
        ? { type: 'string' }
        : { type: 'string', maxLength: LONGEST_PATTERNED, pattern: `^(?:${pattern})$` };
  }
}

function descriptionOf({ help, unit }: KeyDataElement): string | undefined {
  const parts = [
    ...(unit ? [{ fr: `Unité : ${unit}.`, en: `Unit: ${unit}.` }] : []),
    ...(help ? [help] : []),
  ];
  return parts.length
    ? both({ fr: parts.map(({ fr }) => fr).join(' '), en: parts.map(({ en }) => en).join(' ') })
    : undefined;
}

const both = ({ fr, en }: Text): string => (fr === en ? fr : `${fr} / ${en}`);

/** One value of an item's key data, with what its filière says of it. */
export interface KeyDataValue {
  readonly key: string;
  /** Absent, as the type, where the filière does not ask for it. */
  readonly label?: Text;
  readonly type?: KeyDataElement['type'];
  readonly unit?: string;
  /** As declared. */
  readonly value: unknown;
  /** Of a choice. */
  readonly valueLabel?: Text;
}

/** An item's key data as a list, in the filière's order, what it does not ask for last. Blank values are left out. */
export function keyDataValues(filiere: Filiere, keyData: Readonly<Record<string, unknown>>): KeyDataValue[] {
  const isGiven = (value: unknown) =>
    value !== undefined && value !== null && !(typeof value === 'string' && !value.trim());
  const known = filiere.keyDataElements.filter(({ key }) => Object.hasOwn(keyData, key));
  const keys = new Set(known.map(({ key }) => key));
  const asked = known.map(({ key, label, type, unit, choices }): KeyDataValue => {
    const value = keyData[key];
    const valueLabel = choices?.find((choice) => choice.value === value)?.label;
    return { key, label, type, value, ...(unit && { unit }), ...(valueLabel && { valueLabel }) };
  });
  const others = Object.entries(keyData).filter(([key]) => !keys.has(key));
  return [...asked, ...others.map(([key, value]) => ({ key, value }))].filter(({ value }) => isGiven(value));
}
