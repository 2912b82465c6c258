import { GS1_PREFIXES, Prefixes } from '../prefixes.js';
import { EventCondition, QueryProblem } from './event-query.js';
import { readEventQuery } from './read-event-query.js';

const prefixes: Prefixes = {
  names: new Map([...GS1_PREFIXES.names, ['ex', 'https://ex.org/']]),
  open: false,
};
const URI = 'urn:example:x';
const AT = '2026-03-01T08:00:00+01:00';
const UTC = '2026-03-01T07:00:00.000Z';
const EX = ['https://ex.org/a'];

function read(parameters: Record<string, unknown>, from: 'url' | 'body' = 'url') {
  const answer = readEventQuery(parameters, { prefixes, from });
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.query;
}

function problems(
  parameters: Record<string, unknown>,
  from: 'url' | 'body' = 'url',
): readonly QueryProblem[] {
  const answer = readEventQuery(parameters, { prefixes, from });
  return 'problems' in answer ? answer.problems : [];
}

const sensor = (part: string, name: string, test: object, more: object = {}) => ({
  on: 'sensor',
  tests: [{ part, names: [name], inner: false, ...more, test }],
});
const extension = (within: string, test: object, inner = false) => ({
  on: 'extension',
  within,
  inner,
  names: EX,
  test,
});
const eq = (...values: unknown[]) => ({ compare: 'EQ', values });
/** The city of a place, as GS1's JSON-LD context, its XML examples and CBV 1.x name it. */
const CITY = [
  'urn:epcglobal:cbv:mda:city',
  'urn:epcglobal:cbv:mdacity',
  'urn:epcglobal:cbv:mda#city',
  'cbvmda:city',
];

/** Parameter, its value in a URL, the same in a body where it differs, and the condition that both give. */
const FAMILIES: readonly (readonly [string, string, unknown, object])[] = [
  [
    'eventType',
    'ObjectEvent|ex:Own',
    ['ObjectEvent', 'ex:Own'],
    { on: 'eventType', anyOf: ['ObjectEvent', 'https://ex.org/Own'] },
  ],
  ['GE_eventTime', AT, AT, { on: 'eventTime', compare: 'GE', instant: UTC }],
  ['LT_recordTime', AT, AT, { on: 'recordTime', compare: 'LT', instant: UTC }],
  ['EQ_action', 'ADD|DELETE', ['ADD', 'DELETE'], { on: 'action', anyOf: ['ADD', 'DELETE'] }],
  [
    'EQ_bizStep',
    'shipping|decommissioning',
    ['shipping', 'decommissioning'],
    { on: 'bizStep', anyOf: ['shipping', 'decommissioning'] },
  ],
  [
    'EQ_bizStep',
    'urn:epcglobal:cbv:bizstep:shipping',
    ['https://ref.gs1.org/cbv/BizStep-shipping'],
    { on: 'bizStep', anyOf: ['shipping'] },
  ],
  ['EQ_disposition', 'recalled', ['recalled'], { on: 'disposition', anyOf: ['recalled'] }],
  [
    'EQ_disposition',
    'urn:epcglobal:cbv:disp:non_sellable_recalled',
    ['https://ref.gs1.org/cbv/Disp-non_sellable_recalled'],
    { on: 'disposition', anyOf: ['https://ref.gs1.org/cbv/Disp-non_sellable_recalled'] },
  ],
  [
    'EQ_persistentDisposition_set',
    'conformant',
    ['conformant'],
    { on: 'dispositionSet', anyOf: ['conformant'] },
  ],
  [
    'EQ_persistentDisposition_unset',
    'conformant',
    ['conformant'],
    { on: 'dispositionUnset', anyOf: ['conformant'] },
  ],
  [
    'EQ_readPoint',
    'urn:epc:id:sgln:0614141.07346.0',
    ['https://id.gs1.org/414/0614141073467'],
    { on: 'readPoint', anyOf: ['https://id.gs1.org/414/0614141073467'], withDescendants: false },
  ],
  ['WD_bizLocation', URI, [URI], { on: 'bizLocation', anyOf: [URI], withDescendants: true }],
  ['EQ_transformationID', URI, [URI], { on: 'transformationID', anyOf: [URI] }],
  [
    'EQ_eventID',
    'ni:///sha-256;ab?ver=CBV2.0',
    ['ni:///sha-256;ab?ver=CBV2.0'],
    { on: 'eventID', anyOf: ['ni:///sha-256;ab?ver=CBV2.0'] },
  ],
  ['EXISTS_errorDeclaration', 'true', null, { on: 'errorDeclaration' }],
  ['GE_errorDeclarationTime', AT, AT, { on: 'errorDeclarationTime', compare: 'GE', instant: UTC }],
  ['EQ_errorReason', 'incorrect_data', ['incorrect_data'], { on: 'errorReason', anyOf: ['incorrect_data'] }],
  ['EQ_correctiveEventID', URI, [URI], { on: 'correctiveEventID', anyOf: [URI] }],
  [
    'MATCH_epc',
    'urn:epc:id:sgtin:0614141.107346.2018',
    ['https://example.org/01/10614141073464/21/2018?x=1'],
    {
      on: 'items',
      lists: ['epcList', 'childEPCs'],
      anyOf: [{ exact: 'https://id.gs1.org/01/10614141073464/21/2018' }],
    },
  ],
  [
    'MATCH_parentID',
    'urn:epc:id:sscc:0614141.1234567890',
    ['https://id.gs1.org/00/106141412345678908'],
    { on: 'items', lists: ['parentID'], anyOf: [{ exact: 'https://id.gs1.org/00/106141412345678908' }] },
  ],
  ['EQ_quantity', '5|6', [5, 6], { on: 'quantity', tests: [{ compare: 'EQ', values: [5, 6] }] }],
  ['GE_quantity_KGM', '5.5', 5.5, { on: 'quantity', uom: 'KGM', tests: [{ compare: 'GE', values: [5.5] }] }],
  ['EQ_bizTransaction_po', URI, [URI], { on: 'bizTransaction', type: 'po', anyOf: [URI] }],
  ['EQ_source_owning_party', URI, [URI], { on: 'source', type: 'owning_party', anyOf: [URI] }],
  [
    'EQ_destination_possessing_party',
    URI,
    [URI],
    { on: 'destination', type: 'possessing_party', anyOf: [URI] },
  ],
  ['EXISTS_sensorElementList', '', 1, sensor('element', 'sensorReport', { compare: 'EXISTS' })],
  ['GE_time', AT, AT, sensor('either', 'time', { compare: 'GE', values: [UTC] })],
  ['LT_startTime', AT, AT, sensor('metadata', 'startTime', { compare: 'LT', values: [UTC] })],
  ['EQ_type', 'Temperature', ['gs1:Temperature'], sensor('report', 'type', eq('Temperature'))],
  [
    'EQ_deviceID',
    'urn:epc:id:giai:4000001.111',
    ['https://id.gs1.org/8004/4000001111'],
    sensor('either', 'deviceID', eq('https://id.gs1.org/8004/4000001111')),
  ],
  ['EQ_stringValue', 'a b', ['a b'], sensor('report', 'stringValue', eq('a b'))],
  ['EQ_booleanValue', 'false', false, sensor('report', 'booleanValue', eq(false))],
  ['EQ_hexBinaryValue', 'f0f0', ['F0F0'], sensor('report', 'hexBinaryValue', eq('F0F0'))],
  ['GT_percRank', '50', 50, sensor('report', 'percRank', { compare: 'GT', values: [50] })],
  ['EQ_value_CEL', '20|21', [20, 21], sensor('report', 'value', eq(20, 21), { uom: 'CEL' })],
  [
    'LE_meanValue_CEL',
    '26.1',
    26.1,
    sensor('report', 'meanValue', { compare: 'LE', values: [26.1] }, { uom: 'CEL' }),
  ],
  ['GE_ex:a', '3', 3, extension('event', { compare: 'GE', values: [3] })],
  ['LT_https://ex.org/a', AT, AT, extension('event', { compare: 'LT', values: [UTC] })],
  ['EXISTS_ex:a', 'true', true, extension('event', { compare: 'EXISTS' })],
  ['EXISTS_INNER_ex:a', '', null, extension('event', { compare: 'EXISTS' }, true)],
  ['EQ_ILMD_ex:a', 'L1', ['L1'], extension('ilmd', eq('L1'))],
  ['EQ_INNER_ILMD_ex:a', 'L1', ['L1'], extension('ilmd', eq('L1'), true)],
  ['EQ_ERROR_DECLARATION_ex:a', 'x', ['x'], extension('errorDeclaration', eq('x'))],
  [
    'GT_INNER_ERROR_DECLARATION_ex:a',
    '1',
    1,
    extension('errorDeclaration', { compare: 'GT', values: [1] }, true),
  ],
  ['EQ_readPoint_ex:a', 'x', ['x'], extension('readPoint', eq('x'))],
  ['EQ_INNER_bizLocation_ex:a', 'x', ['x'], extension('bizLocation', eq('x'), true)],
  ['EQ_SENSORELEMENT_ex:a', 'x', ['x'], sensor('element', EX[0]!, eq('x'))],
  ['LE_SENSORMETADATA_ex:a', '7', 7, sensor('metadata', EX[0]!, { compare: 'LE', values: [7] })],
  ['EQ_INNER_SENSORREPORT_ex:a', 'x', ['x'], sensor('report', EX[0]!, eq('x'), { inner: true })],
  [
    'HASATTR_ex:a',
    'b|ex:c',
    ['b', 'ex:c'],
    { on: 'attribute', field: 'extension', names: EX, attributes: ['b', 'https://ex.org/c', 'ex:c'] },
  ],
  [
    'EQATTR_ex:a_b',
    'x',
    ['x'],
    { on: 'attribute', field: 'extension', names: EX, attributes: ['b'], values: ['x'] },
  ],
  [
    'EQ_ATTR_ex:a_ex:c',
    'x',
    ['x'],
    {
      on: 'attribute',
      field: 'extension',
      names: EX,
      attributes: ['https://ex.org/c', 'ex:c'],
      values: ['x'],
    },
  ],
  [
    'EQATTR_ex:a_https://own.org/c_d',
    'x',
    ['x'],
    {
      on: 'attribute',
      field: 'extension',
      names: EX,
      attributes: ['https://own.org/c_d'],
      values: ['x'],
    },
  ],
  [
    'HASATTR_bizLocation',
    'cbvmda:city',
    ['urn:epcglobal:cbv:mda:city'],
    {
      on: 'attribute',
      field: 'bizLocation',
      names: [],
      attributes: expect.arrayContaining(CITY) as string[],
    },
  ],
  [
    'EQATTR_bizLocation_urn:epcglobal:cbv:mda#city',
    'Lyon',
    ['Lyon'],
    {
      on: 'attribute',
      field: 'bizLocation',
      names: [],
      attributes: expect.arrayContaining(CITY) as string[],
      values: ['Lyon'],
    },
  ],
  [
    'EQ_ATTR_epcClass_urn:own:a_b',
    '5',
    [5],
    {
      on: 'attribute',
      field: 'epcClass',
      names: [],
      attributes: ['urn:own:a_b'],
      values: expect.arrayContaining(['5', 5]) as unknown[],
    },
  ],
  ['EQ_percRank', '5|6.5', [5, 6.5], sensor('report', 'percRank', eq(5, 6.5))],
];

describe('readEventQuery', () => {
  it.each(FAMILIES)('reads %s=%s, in an address and in a body', (parameter, text, json, condition) => {
    expect(read({ [parameter]: text }).conditions).toEqual([condition]);
    expect(read({ [parameter]: json }, 'body').conditions).toEqual([condition]);
  });

  /** Prefixes that hold an underscore, some of them as other parameters begin. */
  const SCORED = ['my_ext', 'my', 'ILMD_x', 'x', 'quantity_s', 'source_s', 'ATTR_a', '_u'];
  it.each([
    ['EQ_my_ext:a', 'extension event my_ext:a'],
    ['EXISTS_my:a', 'extension event my:a'],
    ['GE_INNER_my_ext:a', 'extension event inner my_ext:a'],
    ['EQ_INNER_ILMD_my_ext:a_b', 'extension ilmd inner my_ext:a_b'],
    ['EQ_readPoint_my_ext:a', 'extension readPoint my_ext:a'],
    ['EQ__u:a', 'extension event _u:a'],
    ['EQ_ILMD_x:a', 'extension event ILMD_x:a'],
    ['EQ_INNER_x:a', 'extension event inner x:a'],
    ['EQ_quantity_s:a', 'extension event quantity_s:a'],
    ['EQ_source_s:a', 'extension event source_s:a'],
    ['EQ_ATTR_a:b_c', 'extension event ATTR_a:b_c'],
    ['HASATTR_my_ext:a', 'attribute my_ext:a'],
    ['EQATTR_my_ext:a_b', 'attribute my_ext:a b'],
    ['EQ_ATTR_my_ext:a_b', 'attribute my_ext:a b'],
    ['EQATTR_my_ext:a_my_ext:b', 'attribute my_ext:a my_ext:b'],
    ['EQATTR_x:a_c_my:b', 'attribute x:a_c my:b'],
  ])('tells declared prefixes with an underscore from the words before them: %s', (parameter, told) => {
    const names = new Map([
      ...prefixes.names,
      ...SCORED.map((prefix) => [prefix, `urn:${prefix}:`] as const),
    ]);
    const answer = readEventQuery({ [parameter]: '1' }, { prefixes: { names, open: false }, from: 'url' });
    const [condition] = ('query' in answer ? answer.query.conditions : []) as unknown as Record<
      string,
      string | string[]
    >[];
    expect(condition).toBeDefined();
    const { on, within: part, inner, names: field, attributes } = condition!;
    const spelt = [field, parameter.startsWith('HAS') ? [] : (attributes ?? [])].flat();
    const plain = spelt.map((name) => name?.replace(/^urn:/, ''));
    const words = [on, part, inner ? 'inner' : undefined, ...new Set(plain)];
    expect(words.filter(Boolean).join(' ')).toBe(told);
  });

  it('orders by a field whose prefix holds an underscore, and says which prefix is not declared', () => {
    const names = new Map([...prefixes.names, ['my_ext', 'urn:m:']]);
    const asked = { prefixes: { names, open: false }, from: 'url' } as const;
    expect(readEventQuery({ orderBy: 'my_ext:a' }, asked)).toMatchObject({
      query: { orderBy: { by: 'extension', names: ['urn:m:a'] } },
    });
    for (const parameter of ['EQ_ILMD_my_xet:a', 'EQ_my_xet:a', 'HASATTR_my_xet:a', 'EQATTR_my_xet:a_b'])
      expect(readEventQuery({ [parameter]: '1' }, asked)).toMatchObject({
        problems: [
          {
            nearest: 'my_ext',
            message: { en: expect.stringContaining('“my_xet” is not declared') as string },
          },
        ],
      });
  });

  it('gives plain data that survives being stored', () => {
    for (const [parameter, text] of FAMILIES) {
      const query = read({ [parameter]: text });
      expect(JSON.parse(JSON.stringify(query))).toEqual(query);
    }
  });

  it('takes a text in an address for whatever it may mean', () => {
    const [condition] = read({ 'EQ_ex:a': '5|true' }).conditions as Extract<
      EventCondition,
      { on: 'extension' }
    >[];
    expect(condition!.test).toEqual(eq('5', 5, 'true', true));
    expect(read({ 'EQ_ex:a': 5 }, 'body').conditions).toEqual([extension('event', eq(5, '5'))]);
  });

  it('reads patterns of identifiers, and classes as all their instances', () => {
    const match = (value: string, parameter = 'MATCH_epc') =>
      (read({ [parameter]: value }).conditions[0] as Extract<EventCondition, { on: 'items' }>).anyOf;
    const gtin = 'https://id.gs1.org/01/00614141073467';
    for (const spelling of ['urn:epc:idpat:sgtin:0614141.007346.*', gtin]) {
      const [exact, pattern] = match(spelling) as [{ exact: string }, { pattern: string; within: string }];
      expect(exact).toEqual({ exact: gtin });
      expect(pattern.within).toBe(gtin);
      expect(`${gtin}/21/1`).toMatch(new RegExp(pattern.pattern));
      expect(`${gtin}/10/1`).not.toMatch(new RegExp(pattern.pattern));
    }
    const fits = (value: string, uri: string, parameter?: string) =>
      match(value, parameter).some((one) => 'pattern' in one && new RegExp(one.pattern).test(uri));
    expect(fits('urn:epc:idpat:sgtin:0614141.*.*', `${gtin}/21/x`)).toBe(true);
    expect(fits('urn:epc:idpat:sgtin:0614142.*.*', `${gtin}/21/x`)).toBe(false);
    expect(fits('urn:epc:idpat:sgtin:*.*.*', `${gtin}/21/x`)).toBe(true);
    expect(fits('urn:epc:idpat:sscc:0614141.*', 'https://id.gs1.org/00/106141412345678908')).toBe(true);
    expect(fits('urn:epc:idpat:grai:0614141.*.*', 'https://id.gs1.org/8003/006141411234523451')).toBe(true);
    expect(fits('urn:epc:idpat:giai:0614141.*', 'https://id.gs1.org/8004/0614141ABC')).toBe(true);
    expect(fits('urn:epc:idpat:sgtin:0614141.*.*', gtin, 'MATCH_epcClass')).toBe(true);
    expect(fits('urn:epc:idpat:lgtin:0614141.007346.*', `${gtin}/10/L`, 'MATCH_anyEPCClass')).toBe(true);
    expect(match(gtin, 'MATCH_epcClass')).toEqual([{ exact: gtin }]);
  });

  it('asks for one company prefix, not for all that begin with it', () => {
    const found = (value: string, canonical: string, declared: string, parameter = 'MATCH_anyEPC') => {
      const { anyOf } = read({ [parameter]: value }).conditions[0] as Extract<
        EventCondition,
        { on: 'items' }
      >;
      return anyOf.some(
        (one) =>
          'pattern' in one &&
          new RegExp(one.pattern).test(canonical) &&
          (one.declared === undefined || new RegExp(one.declared, 'i').test(declared)),
      );
    };
    const link = 'https://id.gs1.org/01/04012345111118/21/1';
    const urn = 'urn:epc:id:sgtin:4012345.011111.1';
    expect(found('urn:epc:idpat:sgtin:4012345.*.*', link, urn)).toBe(true);
    expect(found('urn:epc:idpat:sgtin:4012345.*.*', link, urn.toUpperCase())).toBe(true);
    expect(found('urn:epc:idpat:sgtin:401234.*.*', link, urn)).toBe(false);
    expect(found('urn:epc:idpat:sgtin:40123451.*.*', link, urn)).toBe(false);
    // a Digital Link does not say where its company prefix ends
    expect(found('urn:epc:idpat:sgtin:401234.*.*', link, link)).toBe(true);
    expect(found('urn:epc:idpat:sgtin:*.*.*', link, urn)).toBe(true);
    const giai = 'https://id.gs1.org/8004/4012345AB';
    expect(found('urn:epc:idpat:giai:401234.*', giai, 'urn:epc:id:giai:4012345.AB')).toBe(false);
    expect(found('urn:epc:idpat:giai:4012345.*', giai, 'urn:epc:id:giai:4012345.AB')).toBe(true);
    const lot = 'https://id.gs1.org/01/04012345111118/10/L';
    const lotUrn = 'urn:epc:class:lgtin:4012345.011111.L';
    expect(found('urn:epc:idpat:lgtin:401234.*.*', lot, lotUrn, 'MATCH_anyEPCClass')).toBe(false);
    expect(found('urn:epc:idpat:lgtin:4012345.*.*', lot, lotUrn, 'MATCH_anyEPCClass')).toBe(true);
    // the whole number is named: it is the same one, wherever its prefix ends
    expect(found('urn:epc:idpat:sgtin:401234.0511111.*', link, urn)).toBe(true);
  });

  it('keeps tests of one sensor element and of one quantity together', () => {
    const { conditions } = read({
      EQ_type: 'Temperature',
      GE_value_CEL: '5',
      LT_value_CEL: '8',
      GE_quantity: '1',
      LT_quantity: '9',
    });
    expect(conditions.map(({ on }) => on)).toEqual(['quantity', 'sensor']);
    expect((conditions[1] as Extract<EventCondition, { on: 'sensor' }>).tests).toHaveLength(3);
    expect((conditions[0] as Extract<EventCondition, { on: 'quantity' }>).tests).toHaveLength(2);
  });

  it('reads order and limits', () => {
    expect(read({ orderBy: 'eventTime', orderDirection: 'ASC', eventCountLimit: '3' })).toEqual({
      conditions: [],
      orderBy: { by: 'eventTime' },
      direction: 'ASC',
      eventCountLimit: 3,
    });
    expect(read({ orderBy: 'ex:a', maxEventCount: 7 }, 'body')).toEqual({
      conditions: [],
      orderBy: { by: 'extension', names: EX },
      direction: 'DESC',
      maxEventCount: 7,
    });
  });

  it('takes the prefixes of the body’s own context, and passes paging over', () => {
    const own = { '@context': { own: 'https://own.org#' }, 'EXISTS_own:x': null };
    expect(read(own, 'body').conditions).toEqual([
      {
        on: 'extension',
        within: 'event',
        inner: false,
        names: ['https://own.org#x'],
        test: { compare: 'EXISTS' },
      },
    ]);
    expect(read({ perPage: '10', nextPageToken: 'x' }).conditions).toEqual([]);
    expect(problems({ perPage: 10 }, 'body')).toMatchObject([{ parameter: 'perPage' }]);
  });

  it('asks the same by a text in a body as in an address', () => {
    for (const text of ['12', 'true', '2026-03-01T09:00:00+01:00', 'x'])
      expect(read({ 'EQ_ex:a': [text] }, 'body')).toEqual(read({ 'EQ_ex:a': text }));
  });

  const LINK = 'https://id.gs1.org/01/10614141073464';
  it.each([
    ['MATCH_epc', 'urn:epc:idpat:sgtin:0614141.107346.2018', [{ exact: `${LINK}/21/2018` }]],
    ['MATCH_epc', 'urn:epc:idpat:gid:1.2.3', [{ exact: 'urn:epc:id:gid:1.2.3' }]],
    ['MATCH_epc', 'urn:epc:idpat:gid:1.*.*', [{ pattern: '^urn:epc:id:gid:1\\..' }]],
    ['MATCH_epc', 'urn:epc:idpat:bic:*', [{ pattern: '^urn:epc:id:bic:.' }]],
    [
      'MATCH_epcClass',
      'urn:epc:idpat:sgtin:0614141.*.*',
      [{ pattern: expect.any(String) as string }, { exact: 'urn:epc:idpat:sgtin:0614141.*.*' }],
    ],
  ])('reads the pattern %s=%s', (parameter, pattern, anyOf) => {
    expect(read({ [parameter]: pattern }).conditions).toMatchObject([{ on: 'items', anyOf }]);
  });

  it.each(['gid:1.*.3', 'gid:1.*', 'adi:*.A.*', 'sgtin:0614141.*.2018', 'sgtin:061.*.*'])(
    'takes no pattern %s for one',
    (pattern) => {
      expect(problems({ MATCH_epc: `urn:epc:idpat:${pattern}` })).toHaveLength(1);
    },
  );

  it('takes counts up to the largest that it names, alike in an address and in a body', () => {
    const most = 2_147_483_647;
    for (const name of ['maxEventCount', 'eventCountLimit']) {
      const asked = (count: unknown) => ({ [name]: count, orderBy: 'eventTime' });
      expect(read(asked(String(most)))).toMatchObject({ [name]: most });
      expect(read(asked(most), 'body')).toMatchObject({ [name]: most });
      expect(problems(asked(String(most + 1)))).toMatchObject([{ parameter: name }]);
      for (const count of [most + 1, 1e300, 1.5, 0])
        expect(problems(asked(count), 'body')).toMatchObject([{ parameter: name }]);
    }
  });

  it('asks for nothing where EXISTS is false', () => {
    expect(read({ EXISTS_errorDeclaration: 'false', 'EXISTS_ex:a': '0' }).conditions).toEqual([]);
  });

  /** Parameters, the one complained of, the exception, and the nearest name. */
  const REFUSALS: readonly (readonly [Record<string, unknown>, string, string, (string | undefined)?])[] = [
    [{ EQ_bizSteps: 'shipping' }, 'EQ_bizSteps', 'QueryParameterException', 'EQ_bizStep'],
    [{ eq_bizStep: 'shipping' }, 'eq_bizStep', 'QueryParameterException', 'EQ_bizStep'],
    [{ EQ_bizStep: 'shiping' }, 'EQ_bizStep', 'QueryParameterException', 'shipping'],
    [{ EQ_bizStep: '' }, 'EQ_bizStep', 'QueryParameterException'],
    [{ eventType: 'ObjectEvnt' }, 'eventType', 'QueryParameterException', 'ObjectEvent'],
    [{ EQ_action: 'OBSERV' }, 'EQ_action', 'QueryParameterException', 'OBSERVE'],
    [{ GE_eventTime: '2026-03-01' }, 'GE_eventTime', 'QueryParameterException'],
    [{ GE_eventTime: '2026-03-01T08:00:00' }, 'GE_eventTime', 'QueryParameterException'],
    [{ EQ_readPoint: 'no uri' }, 'EQ_readPoint', 'QueryParameterException'],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:0614141.*.5' }, 'MATCH_epc', 'QueryParameterException'],
    [{ MATCH_epc: 'urn:epc:id:sgtin:1.2' }, 'MATCH_epc', 'QueryParameterException'],
    [{ EQ_quantity: 'many' }, 'EQ_quantity', 'QueryParameterException'],
    [{ GE_quantity_kgm: '5' }, 'GE_quantity_kgm', 'QueryParameterException', 'KGM'],
    [{ EQ_bizTransaction_pp: URI }, 'EQ_bizTransaction_pp', 'QueryParameterException', 'po'],
    [{ EQ_type: 'Temprature' }, 'EQ_type', 'QueryParameterException', 'Temperature'],
    [{ EQ_booleanValue: 'yes' }, 'EQ_booleanValue', 'QueryParameterException'],
    [{ EQ_hexBinaryValue: 'xyz' }, 'EQ_hexBinaryValue', 'QueryParameterException'],
    [{ 'EQ_exx:a': '1' }, 'EQ_exx:a', 'QueryParameterException', 'ex'],
    [{ 'GT_ex:a': 'abc' }, 'GT_ex:a', 'QueryParameterException'],
    [{ orderBy: 'evenTime' }, 'orderBy', 'QueryParameterException', 'eventTime'],
    [{ orderBy: 'eventTime', orderDirection: 'asc' }, 'orderDirection', 'QueryParameterException', 'ASC'],
    [{ eventCountLimit: '5' }, 'eventCountLimit', 'QueryParameterException'],
    [
      { eventCountLimit: '5', maxEventCount: '5', orderBy: 'eventTime' },
      'eventCountLimit',
      'QueryParameterException',
    ],
    [{ maxEventCount: '0' }, 'maxEventCount', 'QueryParameterException'],
    [{ 'EQATTR_ex:a_b\0': 'x' }, 'EQATTR_ex:a_b\0', 'QueryParameterException'],
    [{ EQ_stringValue: 'a\0b' }, 'EQ_stringValue', 'QueryParameterException'],
    [{ 'EQ_ILMD_ex:a': 'x|\ud800' }, 'EQ_ILMD_ex:a', 'QueryParameterException'],
  ];
  it.each(REFUSALS.map(([a, b, c, near]) => [a, b, c, near] as const))(
    'refuses %j, says which and why',
    (parameters, parameter, exception, near) => {
      const [problem, ...more] = problems(parameters);
      expect(more).toEqual([]);
      expect(problem).toMatchObject({ parameter, exception });
      expect(problem!.nearest).toBe(near);
      expect(problem!.message.fr).not.toBe(problem!.message.en);
    },
  );

  it('calls a JSON value of the wrong kind a fault of the query’s form', () => {
    expect(problems({ EQ_bizStep: [{}] }, 'body')[0]).toMatchObject({
      exception: 'QueryValidationException',
    });
    expect(problems({ GE_eventTime: {} }, 'body')[0]).toMatchObject({
      exception: 'QueryValidationException',
    });
  });

  it('tells all that is wrong at once', () => {
    expect(
      problems({ EQ_bizStep: 'x', foo: '1', GE_eventTime: 'y' }).map(({ parameter }) => parameter),
    ).toEqual(['EQ_bizStep', 'foo', 'GE_eventTime']);
  });

  it('stays quick and sober on hostile parameters', () => {
    const hostile = {
      ['EQ_' + '_'.repeat(50_000)]: 'x',
      ['EQ_' + 'a:'.repeat(20_000)]: 'x',
      constructor: 'x',
      __proto__x: 'x',
      "EQ_ILMD_ex:a'; drop table trace_event; --": 'x',
    };
    expect(problems(hostile).length).toBeGreaterThan(2);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`EQ_x${index}`, 'x']));
    expect(problems(many)).toHaveLength(1);
    expect(problems({ EQ_readPoint: Array.from({ length: 1001 }, () => URI).join('|') })).toHaveLength(1);
  });
});
