import Ajv from 'ajv';
import { eventsOf, readDocument } from './index.js';
import { exampleFiles, exampleText, hasExamples } from './test-data.fixture.js';

/** `npx jest … --globals '{"SCHEMA_MUTATIONS":100000,"SCHEMA_SEED":1}'` tries more changes: 100,000 take a minute and a half. */
const globals = globalThis as { SCHEMA_MUTATIONS?: number; SCHEMA_SEED?: number };
const MUTATIONS = globals.SCHEMA_MUTATIONS ?? 3000;
const SEED = globals.SCHEMA_SEED ?? 20_261;

/** What the official schema lets through and we refuse: an argued list, each by its finding (docs/epcis-exceptions.md). */
const STRICTER = new Set([
  'PREFIX_UNDECLARED', // the schema cannot see @context
  'IDENTIFIER_SCHEME', // any scheme:text passes as the id of a thing
  'IDENTIFIER_MALFORMED', // so does a broken urn:epc:
  'DOCUMENT_EMPTY', // an empty eventList says nothing
  'NOTHING_NAMED', // nor does an event about nothing
  'PARENT_MISSING', // an aggregation without parent (EPCIS 2.0 section 7.4.3)
  'ONE_SIDED', // empty lists pass as a side of a transformation
]);
/** Types whose persistentDisposition schema 2.0.1 leaves open (2.0.0 forbade it there). */
const OPEN_DISPOSITION = ['AggregationEvent', 'AssociationEvent', 'TransactionEvent'];

type Members = Record<string, unknown>;
const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    '',
    'x',
    'shipping',
    'in_transit',
    'ex:foo',
    'a b',
    'KGM',
    'kgm',
    'Temperature',
  ],
  ...['urn:epc:id:sgtin:0614141.107346.2017', 'https://id.gs1.org/01/09521141012345', 'urn:epc:id:sgtin:1'],
  ...['2026-07-22T06:45:00Z', '2026-07-22', '2026-02-30T06:45:00Z', '+02:00', '+15:00', 'ADD', 'OBSERVE'],
  ...[[], {}, ['x'], [{}], { id: 'urn:x:y' }, { a: 1 }, ['urn:x:y', 'urn:x:y'], 'did_not_occur'],
  ...[
    'cbv:BizStep-shipping',
    'https://ref.gs1.org/cbv/BizStep-shipping',
    'urn:epcglobal:cbv:bizstep:shipping',
  ],
];
const NAMES =
  `ex:foo foo eventTime action epcList quantityList ilmd parentID childEPCs bizStep type id quantity uom readPoint
  sensorElementList sensorReport set unset reason declarationTime transformationID inputEPCList outputQuantityList
  bizTransactionList sourceList https://example.com/a eventID certificationInfo errorDeclaration persistentDisposition
  value stringValue component exception`.split(/\s+/);

/** A linear congruential generator: the same changes in every run. */
function dice(seed: number) {
  const next = (): number => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return { next, pick };
}

function nodesOf(value: unknown, found: (Members | unknown[])[] = []): (Members | unknown[])[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Members);
  for (const [name, member] of Object.entries(value)) if (name !== '@context') nodesOf(member, found);
  return found;
}

function change(document: Members, { next, pick }: ReturnType<typeof dice>): void {
  const events = eventsOf(document).filter((event) => typeof event === 'object' && event !== null);
  const node = pick(nodesOf(next() < 0.85 && events.length > 0 ? pick(events) : document));
  const value = structuredClone(pick(VALUES));
  const chance = next();
  if (Array.isArray(node)) {
    const at = Math.floor(next() * node.length);
    if (chance < 0.3) node.splice(at, 1);
    else if (chance < 0.5) node.push(structuredClone(node[at]));
    else if (chance < 0.8) node[at] = value;
    else node.push(value);
    return;
  }
  const names = Object.keys(node);
  if (chance < 0.3 && names.length > 0) Reflect.deleteProperty(node, pick(names));
  else if (chance < 0.65 && names.length > 0) node[pick(names)] = value;
  else node[pick(NAMES)] = value;
}

/** Errors that are not on the argued list. */
const unexplained = (document: Members): string[] =>
  readDocument(document)
    .findings.filter(({ severity, code, path, eventIndex }) => {
      const event = eventsOf(document)[eventIndex ?? 0] as Members | undefined;
      const type = String(event?.['type']);
      const isOpen = OPEN_DISPOSITION.includes(type) && path?.includes('.persistentDisposition');
      // of an extension type the schema knows nothing
      return severity === 'error' && !STRICTER.has(code) && !isOpen && !type.includes(':');
    })
    .map(({ code, path }) => `${code} ${path}`);

const files = ['valid/gs1-EPCIS', 'valid/openepcis-test-resources', 'sector-events'].flatMap(exampleFiles);

describe('the official JSON Schema 2.0.1 and our own rules', () => {
  it('have examples to start from, or not at all', () => expect(files.length > 40).toBe(hasExamples));

  if (hasExamples)
    it('agree on changed examples, the argued exceptions aside', () => {
      const ajv = new Ajv({ format: 'full', unknownFormats: 'ignore' });
      const validate = ajv.compile(JSON.parse(exampleText('schema/epcis-json-schema-2.0.1.json')) as object);
      const examples = files.map((name) => JSON.parse(exampleText(name)) as Members);
      const dealt = dice(SEED);
      const told: string[] = [];
      let accepted = 0;
      for (let count = 0; count < MUTATIONS; count++) {
        const document = structuredClone(dealt.pick(examples));
        for (let times = dealt.next() < 0.5 ? 1 : 2; times > 0; times--) change(document, dealt);
        const isValid = validate(document) as boolean;
        const isAccepted = readDocument(document).findings.every(({ severity }) => severity !== 'error');
        if (isValid && isAccepted) accepted++;
        if (isAccepted && !isValid)
          told.push(`we take what the schema refuses: ${ajv.errorsText(validate.errors)}`);
        if (isValid && !isAccepted) told.push(...unexplained(document));
      }
      expect(told).toEqual([]);
      expect(accepted).toBeGreaterThan(MUTATIONS / 10);
    }, 600_000);
});
