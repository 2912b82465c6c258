import {
  BIZ_STEPS,
  bareWord,
  bizStepLabel,
  cbvUri,
  cbvUrn,
  CbvListName,
  DISPOSITIONS,
  dispositionLabel,
  partyTypeLabel,
  TRANSACTION_TYPES,
  transactionTypeLabel,
} from './index.js';
import { exampleRows } from './test-data.fixture.js';

describe('the words of the vocabulary', () => {
  it('are all there, and all have labels', () => {
    expect([BIZ_STEPS.length, DISPOSITIONS.length, TRANSACTION_TYPES.length]).toEqual([41, 33, 13]);
    const labels = [
      ...BIZ_STEPS.map(bizStepLabel),
      ...DISPOSITIONS.map(dispositionLabel),
      ...TRANSACTION_TYPES.map(transactionTypeLabel),
    ];
    for (const { fr, en } of labels) expect(`${fr}${en}`).not.toMatch(/[_:]/);
    expect(bizStepLabel('shipping').fr).toBe('expédition');
    expect(bizStepLabel('urn:epcglobal:cbv:bizstep:receiving').fr).toBe('réception');
    expect(bizStepLabel('https://example.com/steps/heat_treatment').fr).toBe('heat treatment');
    expect(partyTypeLabel('owning_party').en).toBe('owner');
  });

  it.each([
    ['bizStep', 'urn:epcglobal:cbv:bizstep:shipping', 'shipping'],
    ['bizStep', 'https://ns.gs1.org/cbv/BizStep-shipping', 'shipping'],
    ['disposition', 'cbv:Disp-in_transit', 'in_transit'],
    ['disposition', 'cbv:BizStep-shipping', 'cbv:BizStep-shipping'],
    ['bizStep', 'cbv:BizStep-flying', 'cbv:BizStep-flying'],
    ['component', 'cbv:Comp-northing', 'northing'],
    ['measurementType', 'gs1:Temperature', 'Temperature'],
    ['bizStep', 'ex:shipping', 'ex:shipping'],
  ] as const)('%s %s is %s', (list, value, word) => expect(bareWord(list, value)).toBe(word));

  it('makes no address of blanks', () => {
    for (const blank of ['', ' '])
      expect([cbvUri('bizStep', blank), cbvUrn('bizStep', blank)]).toEqual([blank, blank]);
  });

  const LISTS: Record<string, CbvListName> = {
    bizstep: 'bizStep',
    disposition: 'disposition',
    persistentdisposition: 'disposition',
    biztransaction: 'transactionType',
    biztransactionlist: 'transactionType',
    source: 'partyType',
    sourcelist: 'partyType',
    destination: 'partyType',
    destinationlist: 'partyType',
    reason: 'errorReason',
    errordeclaration: 'errorReason',
  };
  const rows = exampleRows('identifiers/urn-digitallink-vectors.tsv')
    .filter(([, operation]) => operation === 'toCbvVocabulary')
    .map(
      ([, , input, args, expected]) =>
        [input!, ...args!.replaceAll('"', '').toLowerCase().split(', '), expected!] as const,
    )
    .filter(([, field]) => LISTS[field]);

  it.each(
    rows.length > 0 ? rows : [['packing', 'bizstep', 'urn', 'urn:epcglobal:cbv:bizstep:packing'] as const],
  )('%s %s %s is %s', (input, field, form, expected) => {
    const list = LISTS[field!]!;
    expect(
      form === 'urn' ? cbvUrn(list, input) : form === 'weburi' ? cbvUri(list, input) : bareWord(list, input),
    ).toBe(expected);
  });
});
