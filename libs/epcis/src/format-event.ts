import { canonicalUri, readGs1Id } from './canonical-uri.js';
import { Gs1Id, writeUrn } from './gs1-id.js';
import { CanonicalEvent } from './model.js';
import { isObject } from './object-rules.js';
import { decodePart } from './uri.js';

/** Values of the header GS1-EPC-Format, in the spelling of the official OpenAPI. Absent, it means Always_GS1_Digital_Link. */
export const EPC_FORMATS = [
  'No_Preference',
  'Always_GS1_Digital_Link',
  'Always_EPC_URN',
  'Never_Translates',
] as const;
export type EpcFormat = (typeof EPC_FORMATS)[number];

/** How identifiers are to be spelt in an answer. */
export interface IdentifierFormat {
  /** Default Always_GS1_Digital_Link. No_Preference and Never_Translates leave identifiers as they were declared. */
  readonly epc?: EpcFormat;
  /** GS1 company prefixes (6 to 12 digits) that are known: Digital Links under them can be written as URNs. */
  readonly companyPrefixes?: Iterable<string>;
}

type Members = Readonly<Record<string, unknown>>;
type Translate = (uri: string) => string;

/**
 * An event of the JSON form with its identifiers in the spelling asked for by GS1-EPC-Format: EPCs, classes, parents, places,
 * sources and destinations, business transactions, transformation, certificates, sensors' devices. Takes the event as it was
 * declared or a CanonicalEvent (then its original is formatted). ILMD, extensions, eventID stay to the letter, identifiers that are not of
 * GS1 and Digital Links of other domains too. A Digital Link becomes a URN only where nothing is guessed: its company
 * prefix is among `companyPrefixes` or stands in a URN of the same event (company prefixes never begin one another: GS1
 * General Specifications 1.4.4); otherwise it stays. The event hash never changes. What is already right is not copied.
 * Never throws. Words of the vocabulary are bare in JSON; for XML see `writeXmlDocument`'s option `cbv`.
 */
export function formatEvent(event: Members | CanonicalEvent, format: IdentifierFormat = {}): Members {
  const members = isCanonical(event) ? event.original : (event as Members);
  const epc = format.epc ?? 'Always_GS1_Digital_Link';
  if (epc === 'Never_Translates' || epc === 'No_Preference') return members;
  if (epc === 'Always_GS1_Digital_Link') return translated(members, asDigitalLink) as Members;
  const known = new Set(format.companyPrefixes);
  translated(members, (uri) => {
    const prefix = URN_PREFIX.exec(uri)?.[1];
    if (prefix) known.add(prefix);
    return uri;
  });
  return translated(members, (uri) => asUrn(uri, known)) as Members;
}

/** One identifier in the spelling asked for, as formatEvent gives those of an event. Never throws. */
export function formatIdentifier(uri: string, format: IdentifierFormat = {}): string {
  const epc = format.epc ?? 'Always_GS1_Digital_Link';
  if (epc === 'Always_GS1_Digital_Link') return asDigitalLink(uri);
  return epc === 'Always_EPC_URN' ? asUrn(uri, new Set(format.companyPrefixes)) : uri;
}

const isCanonical = (event: Members | CanonicalEvent): event is CanonicalEvent =>
  typeof event['fingerprint'] === 'string' && isObject(event['original']);

const asDigitalLink: Translate = (uri) => (uri.startsWith('urn:epc:') ? canonicalUri(uri) : uri);

const URN_PREFIX = /^urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./;

function asUrn(uri: string, prefixes: ReadonlySet<string>): string {
  if (!/^https?:/i.test(uri) || prefixes.size === 0) return uri;
  const id = readGs1Id(uri);
  const length = id && prefixLength(id, prefixes);
  if (!id || length === undefined) return uri;
  const number = id.key.digits ? id.number : urnPart(id.number);
  return writeUrn({ ...id, number, serial: id.serial && urnPart(id.serial) }, length) ?? uri;
}

/** The length of the one known prefix that opens the number, its indicator digit left aside; undefined for none or several. */
function prefixLength({ key, number }: Gs1Id, prefixes: ReadonlySet<string>): number | undefined {
  const start = key.indicator ? 1 : 0;
  let found: number | undefined;
  for (let length = 6; length <= 12; length++) {
    if (!prefixes.has(number.slice(start, start + length))) continue;
    if (found !== undefined) return undefined;
    found = length;
  }
  return found;
}

/** Characters that a URN escapes and a Digital Link need not (EPC Tag Data Standard 2.0 table A-1), and the reverse. */
const urnPart = (part: string): string =>
  encodeURIComponent(decodePart(part).replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /%(?:2B|2C|3A|3B|3D|24|40)/g,
    decodeURIComponent,
  );

type Part = 'uri' | { readonly entries: Part } | { readonly members: Readonly<Record<string, Part>> };

const uris: Part = { entries: 'uri' };
const quantities: Part = { entries: { members: { epcClass: 'uri' } } };
const place: Part = { members: { id: 'uri' } };
const sensor: Part = {
  members: {
    deviceID: 'uri',
    deviceMetadata: 'uri',
    rawData: 'uri',
    dataProcessingMethod: 'uri',
    bizRules: 'uri',
  },
};

/** Where identifiers stand in an event (EPCIS 2.0 section 7.4). */
const EVENT: Part = {
  members: {
    epcList: uris,
    childEPCs: uris,
    inputEPCList: uris,
    outputEPCList: uris,
    quantityList: quantities,
    childQuantityList: quantities,
    inputQuantityList: quantities,
    outputQuantityList: quantities,
    parentID: 'uri',
    transformationID: 'uri',
    certificationInfo: uris,
    readPoint: place,
    bizLocation: place,
    bizTransactionList: { entries: { members: { bizTransaction: 'uri' } } },
    sourceList: { entries: { members: { source: 'uri' } } },
    destinationList: { entries: { members: { destination: 'uri' } } },
    sensorElementList: {
      entries: { members: { sensorMetadata: sensor, sensorReport: { entries: sensor } } },
    },
  },
};

/** The value with its identifiers translated; the same value where none changed. */
function translated(value: unknown, translate: Translate, part: Part = EVENT): unknown {
  if (part === 'uri') return typeof value === 'string' ? translate(value) : value;
  if ('entries' in part) {
    // a single certificate may stand without list
    if (!Array.isArray(value))
      return typeof value === 'string' ? translated(value, translate, part.entries) : value;
    let changed = false;
    const list = (value as unknown[]).map((entry) => {
      const told = translated(entry, translate, part.entries);
      changed ||= told !== entry;
      return told;
    });
    return changed ? list : value;
  }
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, inner] of Object.entries(part.members)) {
    const before = value[name];
    if (before === undefined) continue;
    const told = translated(before, translate, inner);
    if (told !== before) (copy ??= { ...value })[name] = told;
  }
  return copy ?? value;
}
