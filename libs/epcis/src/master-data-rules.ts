import { EventCheck } from './event-check.js';
import { isKept } from './kept-text.js';
import { MASTER_DATA_BOUNDS, MASTER_DATA_KINDS, MasterDataElement } from './model.js';
import { isObject, list, readObject, shape, Texts } from './object-rules.js';
import { Rule, uri } from './value-rules.js';

/** Gathers the master data of a document while its header is checked. */
export class MasterDataCheck extends EventCheck {
  masterData: MasterDataElement[] = [];
}

/** The JSON Schema takes a text, a number or a group of fields. */
const attributeValue: Rule = (value, check) => {
  if (typeof value !== 'string' && typeof value !== 'number' && !isObject(value))
    check.report('WRONG_KIND', { value, allowed: 'text' });
  else if (!isKeptWhole(value)) check.report('TEXT_NOT_KEPT', { value });
  return '';
};

const isKeptWhole = (value: unknown): boolean => {
  if (typeof value === 'string') return isKept(value);
  if (Array.isArray(value)) return value.every(isKeptWhole);
  return !isObject(value) || Object.entries(value).every(([name, held]) => isKept(name) && isKeptWhole(held));
};

const ATTRIBUTE = shape({ id: uri, attribute: attributeValue }, ['id'], 'open');
const ELEMENT = shape(
  { id: uri, attributes: list((value, check) => readObject(value, ATTRIBUTE, check)), children: list(uri) },
  ['id'],
  'open',
);

/** XML has one element for each value of an attribute. */
function byId(attributes: readonly { id: string; attribute?: unknown }[]): Record<string, unknown> {
  const values = new Map<string, unknown[]>();
  for (const { id, attribute } of attributes) {
    const all = values.get(id);
    if (all) all.push(attribute);
    else values.set(id, [attribute]);
  }
  return Object.fromEntries([...values].map(([id, all]) => [id, all.length > 1 ? all : all[0]]));
}

const vocabularyElement: Rule = (value, check) => {
  const texts: Texts = {};
  const before = check.errors;
  readObject(value, ELEMENT, check, texts);
  // what is found once the findings are full is not told, and not taken either
  if (!(check instanceof MasterDataCheck) || !isObject(value) || check.errors > before || check.isFull)
    return '';
  const attributes = Array.isArray(value['attributes'])
    ? (value['attributes'] as { id: string; attribute?: unknown }[])
    : [];
  const element = {
    type: '',
    id: texts['id'] ?? '',
    attributes: byId(attributes),
    children: texts['children']?.slice(1, -1).split('\n').filter(Boolean) ?? [],
  };
  if (fits(element, check)) check.masterData.push(element);
  return '';
};

/** Tells what of an element is larger than what is kept. */
function fits({ id, attributes, children }: MasterDataElement, check: EventCheck): boolean {
  const { idBytes, children: most, attributeBytes } = MASTER_DATA_BOUNDS;
  const tell = (field: string, allowed: number, isInside: boolean): false => {
    check.report('MASTER_DATA_TOO_LARGE', { field, value: id, allowed: String(allowed) }, isInside);
    return false;
  };
  const isLong = (told: string) => Buffer.byteLength(told) > idBytes;
  if (isLong(id)) return tell('id', idBytes, true);
  if (children.length > most) return tell('children', most, true);
  if (children.some(isLong)) return tell('id', idBytes, false);
  const isLarge = Buffer.byteLength(JSON.stringify(attributes)) > attributeBytes;
  return !isLarge || tell('attributes', attributeBytes, true);
}

const VOCABULARY = shape({ type: uri, vocabularyElementList: list(vocabularyElement) }, ['type'], 'open');

/** One vocabulary of the header; its elements join the master data of the document. */
const vocabulary: Rule = (value, check) => {
  const texts: Texts = {};
  const before = check instanceof MasterDataCheck ? check.masterData.length : 0;
  readObject(value, VOCABULARY, check, texts);
  if (!(check instanceof MasterDataCheck)) return '';
  const elements = check.masterData.splice(before);
  const { type = '' } = texts;
  const { typeBytes } = MASTER_DATA_BOUNDS;
  if (Buffer.byteLength(type) > typeBytes)
    check.report('MASTER_DATA_TOO_LARGE', { field: 'type', value: type, allowed: String(typeBytes) }, true);
  else if (type) for (const element of elements) check.masterData.push({ ...element, ...typeAndKind(type) });
  return '';
};

const VTYPE = 'urn:epcglobal:epcis:vtype:';

function typeAndKind(type: string): Pick<MasterDataElement, 'type' | 'kind'> {
  const name = type.startsWith(VTYPE) ? type.slice(VTYPE.length) : '';
  const kind = MASTER_DATA_KINDS.find((known) => known === name);
  return kind ? { type, kind } : { type };
}

const vocabularies = list(vocabulary);

/** The vocabularies of a document (EPCIS 2.0 section 9.4): of more elements than a document may bring none is taken. */
export const vocabularyList: Rule = (value, check) => {
  const told = vocabularies(value, check);
  if (!(check instanceof MasterDataCheck)) return told;
  const { length } = check.masterData;
  const { elements } = MASTER_DATA_BOUNDS;
  if (length > elements) {
    check.report('MASTER_DATA_TOO_MUCH', { value: length, allowed: String(elements) });
    check.masterData = [];
  }
  return told;
};
