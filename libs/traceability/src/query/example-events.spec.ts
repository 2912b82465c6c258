import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { FILIERES } from '@maillon/filieres';
import { GS1_PREFIXES, readEventQuery } from '@maillon/epcis';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { FindEvents } from './find-events.js';

const FOLDER = fileURLToPath(new URL('../../../../../shared/data/epcis/', import.meta.url));
const files = ['valid/gs1-EPCIS', 'valid/openepcis-test-resources', 'sector-events'].flatMap((folder) =>
  existsSync(join(FOLDER, folder))
    ? readdirSync(join(FOLDER, folder))
        .filter((name) => /\.json(ld)?$/.test(name))
        .map((name) => join(folder, name))
    : [],
);

type Members = Record<string, unknown>;
const objects = (value: unknown): Members[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (entry): entry is Members => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
  );
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === 'string');
const isPlain = (value: unknown) =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';

/** Every query, of one parameter each, that an event answers by what stands in it, in the spelling in which it stands there. */
function queriesOf(event: Members): Members[] {
  const queries: Members[] = [];
  const ask = (name: string, values: readonly unknown[]) => {
    for (const value of values) if (value !== undefined) queries.push({ [name]: [value] });
  };
  ask('eventType', [event['type']]);
  ask('EQ_eventID', [event['eventID']]);
  for (const name of ['action', 'bizStep', 'disposition', 'transformationID'])
    ask(`EQ_${name}`, [event[name]]);
  queries.push({ GE_eventTime: event['eventTime'] });
  for (const place of ['readPoint', 'bizLocation'])
    for (const { id, ...others } of objects(event[place])) {
      ask(`EQ_${place}`, [id]);
      ask(`WD_${place}`, [id]);
      addExtensions(`${place}_`, others, ask);
    }
  ask('MATCH_epc', [...texts(event['epcList']), ...texts(event['childEPCs'])]);
  ask('MATCH_parentID', texts(event['parentID']));
  ask('MATCH_inputEPC', texts(event['inputEPCList']));
  ask('MATCH_outputEPC', texts(event['outputEPCList']));
  for (const name of ['epcList', 'childEPCs', 'parentID', 'inputEPCList', 'outputEPCList'])
    ask('MATCH_anyEPC', texts(event[name]));
  for (const [name, lists] of [
    ['MATCH_epcClass', ['quantityList', 'childQuantityList']],
    ['MATCH_inputEPCClass', ['inputQuantityList']],
    ['MATCH_outputEPCClass', ['outputQuantityList']],
  ] as const)
    for (const { epcClass, quantity, uom } of lists.flatMap((list) => objects(event[list]))) {
      ask(name, [epcClass]);
      ask('MATCH_anyEPCClass', [epcClass]);
      ask('EQ_quantity', [quantity]);
      if (typeof uom === 'string') ask(`EQ_quantity_${uom}`, [quantity]);
    }
  for (const { type, bizTransaction } of objects(event['bizTransactionList']))
    if (typeof type === 'string') ask(`EQ_bizTransaction_${type}`, [bizTransaction]);
  for (const side of ['source', 'destination'])
    for (const entry of objects(event[`${side}List`]))
      ask(`EQ_${side}_${String(entry['type'])}`, [entry[side]]);
  for (const side of ['set', 'unset'])
    for (const dispositions of objects(event['persistentDisposition']))
      ask(`EQ_persistentDisposition_${side}`, texts(dispositions[side]));
  for (const { declarationTime, reason, correctiveEventIDs, ...others } of objects(
    event['errorDeclaration'],
  )) {
    queries.push({ EXISTS_errorDeclaration: true }, { GE_errorDeclarationTime: declarationTime });
    ask('EQ_errorReason', [reason]);
    ask('EQ_correctiveEventID', texts(correctiveEventIDs));
    addExtensions('ERROR_DECLARATION_', others, ask);
  }
  for (const ilmd of objects(event['ilmd'])) addExtensions('ILMD_', ilmd, ask);
  addExtensions('', event, ask);
  for (const element of objects(event['sensorElementList'])) addSensor(element, ask, queries);
  return queries;
}

type Ask = (name: string, values: readonly unknown[]) => void;

/** Extension members with a plain value, and names below those that are groups. */
function addExtensions(place: string, members: Members, ask: Ask): void {
  for (const [name, value] of Object.entries(members)) {
    if (!name.includes(':')) continue;
    if (isPlain(value)) ask(`EQ_${place}${name}`, [value]);
    for (const group of objects(value))
      for (const [inner, below] of Object.entries(group))
        if (inner.includes(':') && isPlain(below)) ask(`EQ_INNER_${place}${inner}`, [below]);
  }
}

function addSensor(element: Members, ask: Ask, queries: Members[]): void {
  queries.push({ EXISTS_sensorElementList: true });
  addExtensions('SENSORELEMENT_', element, ask);
  for (const metadata of objects(element['sensorMetadata'])) {
    for (const name of ['time', 'startTime', 'endTime'])
      if (metadata[name] !== undefined) queries.push({ [`GE_${name}`]: metadata[name] });
    for (const name of ['deviceID', 'dataProcessingMethod', 'bizRules']) ask(`EQ_${name}`, [metadata[name]]);
    addExtensions('SENSORMETADATA_', metadata, ask);
  }
  for (const report of objects(element['sensorReport'])) {
    for (const name of [
      'type',
      'deviceID',
      'microorganism',
      'chemicalSubstance',
      'stringValue',
      'uriValue',
      'hexBinaryValue',
    ])
      ask(`EQ_${name}`, [report[name]]);
    if (report['booleanValue'] !== undefined) queries.push({ EQ_booleanValue: report['booleanValue'] });
    if (report['percRank'] !== undefined) queries.push({ GE_percRank: report['percRank'] });
    const { uom } = report;
    if (typeof uom === 'string' && /^[A-Z0-9]{2,3}$/.test(uom))
      for (const name of ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'])
        ask(`EQ_${name}_${uom}`, [report[name]]);
    addExtensions('SENSORREPORT_', report, ask);
  }
}

describe('events of published documents', () => {
  let test: TestDatabase;
  let find: FindEvents;
  beforeAll(async () => {
    test = await createTestDatabase();
    find = new FindEvents(test.db);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
  });
  afterAll(() => test.close());

  async function newActor(): Promise<Actor> {
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }

  it('stand beside this checkout, or there is nothing to try', () => {
    expect(files.length > 0).toBe(existsSync(FOLDER));
  });

  it.each(files)('are found by all that stands in them: %s', async (name) => {
    const document = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Members;
    const [actor, stranger] = [await newActor(), await newActor()];
    const captured = await new CaptureEvents(test.db).document(actor, document, 'parties');
    if (!('eventIds' in captured)) throw new Error(JSON.stringify(captured.findings.slice(0, 3)));
    const { events } = await find.page(actor, { conditions: [], direction: 'DESC' }, { limit: 500 });
    let asked = 0;
    for (const { id, original } of events) {
      const { '@context': context, ...event } = original;
      for (const parameters of queriesOf(event)) {
        const read = readEventQuery(
          { ...parameters, '@context': context ?? document['@context'] },
          { prefixes: { ...GS1_PREFIXES, open: true }, from: 'body' },
        );
        if ('problems' in read)
          throw new Error(`${JSON.stringify(parameters)}: ${JSON.stringify(read.problems)}`);
        const found = await find.page(actor, read.query, { limit: 500 });
        if (!found.events.some((one) => one.id === id && isDeepStrictEqual(one.original, original)))
          throw new Error(`not found by ${JSON.stringify(parameters)}`);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(events.length);
    const { events: seen } = await find.page(stranger, { conditions: [], direction: 'DESC' }, { limit: 500 });
    expect(seen).toEqual([]);
  });
});
