import { GS1_CONTEXT } from '../prefixes.js';
import { readEvent } from '../read-event.js';
import { canonicalMembers } from './canonical-members.js';
import { readEventQuery } from './read-event-query.js';
import { conditionTerms, eventTerms } from './search-terms.js';

const AT = { eventTime: '2026-03-01T08:00:00+01:00', eventTimeZoneOffset: '+01:00' };
const CONTEXT = [GS1_CONTEXT, { ex: 'https://ex.org/' }];

describe('canonicalMembers', () => {
  it('is empty for an event that is in canonical spelling', () => {
    const event = {
      type: 'ObjectEvent',
      ...AT,
      action: 'ADD',
      bizStep: 'commissioning',
      epcList: ['https://id.gs1.org/01/10614141073464/21/1', 'urn:test:thing'],
      quantityList: [{ epcClass: 'urn:test:class', quantity: 1 }],
      readPoint: { id: 'urn:test:place' },
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:test:po' }],
      sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1 }] }],
      'https://ex.org/a': 'x',
    };
    expect(canonicalMembers(event)).toEqual({});
  });

  it('spells what is spelt otherwise, and that alone', () => {
    const event = {
      '@context': CONTEXT,
      type: 'ObjectEvent',
      ...AT,
      epcList: ['urn:epc:id:sgtin:0614141.107346.1', 'urn:test:thing'],
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:test:po' }],
      sensorElementList: [
        {
          sensorReport: [
            { type: 'gs1:Temperature', hexBinaryValue: 'f0', time: '2026-03-01T08:00:00+01:00' },
          ],
        },
      ],
      'ex:when': '2026-03-01T08:00:00+01:00',
      'ex:group': { 'ex:b': 1, constructor: 'plain', toString: ['urn:epc:id:sgtin:0614141.107346.1'] },
    };
    expect(canonicalMembers(event)).toEqual({
      epcList: ['https://id.gs1.org/01/10614141073464/21/1', 'urn:test:thing'],
      sensorElementList: [
        { sensorReport: [{ type: 'Temperature', hexBinaryValue: 'F0', time: '2026-03-01T07:00:00.000Z' }] },
      ],
      'ex:when': null,
      'https://ex.org/when': '2026-03-01T07:00:00.000Z',
      'ex:group': null,
      'https://ex.org/group': {
        'https://ex.org/b': 1,
        constructor: 'plain',
        toString: ['https://id.gs1.org/01/10614141073464/21/1'],
      },
    });
  });

  it('takes names that every object inherits for mere names, and odd values as they are', () => {
    const event = {
      constructor: 'x',
      toString: 1,
      epcList: 'no list',
      ilmd: 7,
      readPoint: null,
      'ex:a': [null, 1],
    };
    expect(canonicalMembers(event)).toEqual({});
  });
});

describe('terms', () => {
  const event = readEvent({
    '@context': CONTEXT,
    type: 'ObjectEvent',
    ...AT,
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'recalled',
    epcList: ['urn:epc:id:sgtin:0614141.107346.1'],
    readPoint: { id: 'urn:epc:id:sgln:0614141.07346.0' },
    bizLocation: { id: 'urn:test:place' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:test:po' }],
    sourceList: [{ type: 'owning_party', source: 'urn:test:party' }],
    persistentDisposition: { set: ['conformant'] },
    ilmd: { 'ex:lot': 'L1', 'ex:weight': 5, 'ex:ok': true },
    'ex:tags': ['x', 'y'],
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', deviceID: 'urn:test:device' }] }],
    errorDeclaration: {
      declarationTime: '2026-03-02T08:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:test:other'],
    },
  }).event!;
  const members = { ...event.original, ...canonicalMembers(event.original) };
  const terms = eventTerms(event, members);

  /** Whatever has terms of a condition that the event meets: one of each set must be the event's. */
  it.each([
    { EQ_disposition: 'recalled' },
    { EQ_readPoint: 'https://id.gs1.org/414/0614141073467|urn:test:else' },
    { WD_bizLocation: 'urn:test:place' },
    { EQ_bizTransaction_po: 'urn:test:po' },
    { EQ_source_owning_party: 'urn:test:party' },
    { EQ_persistentDisposition_set: 'conformant' },
    { 'EQ_ILMD_ex:lot': 'L0|L1' },
    { 'EQ_ILMD_ex:weight': '5' },
    { 'EQ_ILMD_ex:weight': '5.0' },
    { 'EQ_ILMD_ex:ok': 'true' },
    { 'EQ_ex:tags': 'y' },
    { EQ_type: 'Temperature', EQ_deviceID: 'urn:test:device' },
    { EXISTS_errorDeclaration: 'true' },
    { GE_errorDeclarationTime: '2026-03-02T08:00:00Z' },
    { EQ_errorReason: 'incorrect_data' },
    { EQ_correctiveEventID: 'urn:test:other' },
  ])('finds the event by %j', (parameters) => {
    const prefixes = { names: new Map([['ex', 'https://ex.org/']]), open: false };
    const read = readEventQuery(parameters, { prefixes, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const sets = read.query.conditions.flatMap(conditionTerms);
    expect(sets.length).toBeGreaterThan(0);
    for (const set of sets) expect(set.some((term) => terms.includes(term))).toBe(true);
  });

  it('keeps none for what half of all events say', () => {
    expect(terms.filter((term) => term.startsWith('bizStep') || term.startsWith('action'))).toEqual([]);
    expect(conditionTerms({ on: 'disposition', anyOf: ['in_transit', 'recalled'] })).toEqual([]);
  });
});
