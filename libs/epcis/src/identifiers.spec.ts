import { within } from '@maillon/kernel/testing';
import fc from 'fast-check';
import {
  canonicalUri,
  checkDigit,
  describeIdentifier,
  glnUri,
  gtinUri,
  hasValidCheckDigit,
  identifierProblem,
  itemId,
  lotUri,
  partyUri,
  privateItemUri,
  readPartyUri,
  serialUri,
  ssccUri,
  toUrn,
} from './index.js';

describe('canonicalUri', () => {
  it.each([
    ['urn:epc:id:sgtin:0614141.107346.2017', 'https://id.gs1.org/01/10614141073464/21/2017'],
    ['URN:EPC:ID:SGTIN:0614141.107346.2017', 'https://id.gs1.org/01/10614141073464/21/2017'],
    [
      'https://example.com/shop/01/10614141073464/21/2017?linkType=all#top',
      'https://id.gs1.org/01/10614141073464/21/2017',
    ],
    ['https://id.gs1.org/01/10614141073464/10/A/21/2017', 'https://id.gs1.org/01/10614141073464/21/2017'],
    [
      'https://id.gs1.org/01/9521141012345/10/LOT%2D1?17=261231',
      'https://id.gs1.org/01/09521141012345/10/LOT-1',
    ],
    ['urn:epc:class:lgtin:4023333.002000.A%2FB', 'https://id.gs1.org/01/04023333020008/10/A%2FB'],
    ['https://id.gs1.org/01/04023333020008/10/A%2fB', 'https://id.gs1.org/01/04023333020008/10/A%2FB'],
    ['urn:epc:id:sgln:0614141.00777.0', 'https://id.gs1.org/414/0614141007776'],
    ['urn:epc:id:sgln:0614141.07346.1234', 'https://id.gs1.org/414/0614141073467/254/1234'],
    ['urn:epc:id:pgln:0614141.00777', 'https://id.gs1.org/417/0614141007776'],
    ['urn:epc:id:sscc:0614141.1234567890', 'https://id.gs1.org/00/106141412345678908'],
    ['urn:epc:idpat:sgtin:0614141.107346.*', 'https://id.gs1.org/01/10614141073464'],
    ['urn:epc:idpat:upui:0614141.107346.*', 'https://id.gs1.org/01/10614141073464'],
    ['urn:epc:idpat:cpi:164759476414..*', 'https://id.gs1.org/8010/164759476414'],
    ['https://brand.example/01/9521141012345/cpv/A/lot/L1', 'https://id.gs1.org/01/09521141012345/10/L1'],
    ['https://brand.example/01/9521141012345/10/L1/', 'https://id.gs1.org/01/09521141012345/10/L1'],
    ['https://brand.example/01/9521141012345/21/7?all', 'https://id.gs1.org/01/09521141012345/21/7'],
    ['https://id.gs1.org/00/106141412345678908?', 'https://id.gs1.org/00/106141412345678908'],
    ['https://id.gs1.org/8003/09521141000007/', 'https://id.gs1.org/8003/09521141000007'],
    ['https://id.gs1.org/8003/9521141000007A1', 'https://id.gs1.org/8003/09521141000007A1'],
    ['https://id.gs1.org/253/9521141000007/', 'https://id.gs1.org/253/9521141000007'],
    ['https://id.gs1.org/8004/952114112345/', 'https://id.gs1.org/8004/952114112345'],
    ['https://id.gs1.org/8004/952114112345/7040/1ABC', 'https://id.gs1.org/8004/952114112345'],
    ['https://id.gs1.org/414/9521141000007/7040/1ABC', 'https://id.gs1.org/414/9521141000007'],
    ['https://id.gs1.org/gsrn/952114100000000008/srin/12', 'https://id.gs1.org/8018/952114100000000008'],
    [
      'https://brand.example/8006/040123451234560102/ser/7',
      'https://id.gs1.org/8006/040123451234560102/21/7',
    ],
    [
      'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0088:0614141007776',
      'https://id.gs1.org/417/0614141007776',
    ],
  ])('%s is %s', (uri, canonical) => {
    expect(canonicalUri(uri)).toBe(canonical);
    expect(canonicalUri(canonical)).toBe(canonical);
  });

  it.each([
    'urn:maillon:item:404833048:REF:LOT',
    'https://erp.example.com/lots/4711',
    'https://erp.example.com/01/12345678',
    'https://erp.example.com/orders/401/12',
    'https://erp.example.com/8003/9521141000006',
    'https://id.gs1.org/8010/12345678901234*',
    'https://id.gs1.org/8010/1234567890123456789012345k7890',
    'urn:uuid:550e8400-e29b-41d4-a716-446655440030',
    'urn:epc:id:gid:95100000.12345.400',
    'urn:epc:id:cpi:0614141.abc.12345',
    'urn:epc:id:cpi:0614141.12%24.12345',
    'geo:48.8,2.3',
    'not a uri',
    '',
  ])('leaves %s alone', (uri) => expect(canonicalUri(uri)).toBe(uri));

  it('takes no long time over a long text', () => {
    const long = `https://example.com${'/01/12345678901234/x'.repeat(100_000)}`;
    expect(within(200, () => canonicalUri(long))).toBe(long);
  });

  it('is total and stable, and its URN comes back to the same link', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const uri of [text, `urn:epc:id:${text}`, `https://id.gs1.org/01/09521141012345/10/${text}`]) {
          const canonical = canonicalUri(uri);
          expect(canonicalUri(canonical)).toBe(canonical);
          describeIdentifier(uri);
          identifierProblem(uri);
        }
      }),
    );
    const serial = fc.stringMatching(/^[A-Za-z0-9\-._!'()*+,:;=]{1,20}$/);
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{13}$/),
        serial,
        fc.integer({ min: 6, max: 12 }),
        (number, text, length) => {
          const link = serialUri(number + checkDigit(number), text);
          expect(canonicalUri(toUrn(link, length))).toBe(link);
          expect(toUrn(link, length)).toMatch(/^urn:epc:id:sgtin:/);
        },
      ),
    );
  });
});

describe('toUrn', () => {
  const BOTH = 'https://brand.example/01/9521141012345/22/A/10/L1/21/7?17=261231';

  it.each([
    [BOTH, undefined, 'urn:epc:id:sgtin:9521141.001234.7'],
    [BOTH, 'class', 'urn:epc:class:lgtin:9521141.001234.L1'],
    [
      'https://brand.example/gtin/9521141012345/lot/L1/ser/7',
      'class',
      'urn:epc:class:lgtin:9521141.001234.L1',
    ],
    ['https://id.gs1.org/01/09521141012345/22/A', 'class', 'urn:epc:idpat:sgtin:9521141.001234.*'],
    ['https://id.gs1.org/01/09521141012345/10/L1', 'class', 'urn:epc:class:lgtin:9521141.001234.L1'],
  ] as const)('%s as %s', (link, level, urn) => expect(toUrn(link, 7, level)).toBe(urn));

  it('keeps what no URI could hold, percent-encoded by nobody', () => {
    expect(toUrn('https://id.gs1.org/01/09521141012345/21/"A/', 7)).toBe(
      'urn:epc:id:sgtin:9521141.001234."A/',
    );
    expect(toUrn('https://id.gs1.org/8004/9521141A<?', 7)).toBe('urn:epc:id:giai:9521141.A<?');
  });
});

describe('check digits', () => {
  it('are those of the GS1 specifications', () => {
    expect([checkDigit('629104150021'), checkDigit('37610425002123456')]).toEqual(['3', '9']);
    expect([
      hasValidCheckDigit('6291041500213'),
      hasValidCheckDigit('6291041500214'),
      hasValidCheckDigit('x'),
    ]).toEqual([true, false, false]);
  });

  it('are told when wrong, with the right one', () => {
    expect(identifierProblem('https://id.gs1.org/01/09521141012346/10/A')).toEqual({
      kind: 'check_digit',
      expected: '5',
    });
    expect(identifierProblem('https://id.gs1.org/01/09521141012345/10/A')).toBeUndefined();
    expect(identifierProblem('urn:epc:id:sgtn:0614141.107346.2017')).toEqual({
      kind: 'malformed',
      expected: 'urn:epc:id:sgtin:',
    });
    expect(identifierProblem('urn:epc:id:sgtin:0614141.107346')?.kind).toBe('malformed');
    expect(identifierProblem('urn:epc:idpat:sgtin:0614141.*.*')).toBeUndefined();
    expect(identifierProblem('urn:epc:id:cpi:123456..1111')?.kind).toBe('malformed');
  });
});

describe('describeIdentifier', () => {
  it.each([
    ['urn:epc:id:sgtin:0614141.107346.2017', 'sgtin', 'instance', '2017'],
    ['https://id.gs1.org/01/09521141012345/10/LOT%2F1', 'lgtin', 'lot', 'LOT/1'],
    ['https://id.gs1.org/01/09521141012345', 'gtin', 'class', '09521141012345'],
    ['urn:epc:id:sscc:0614141.1234567890', 'sscc', 'logistic_unit', '106141412345678908'],
    ['https://id.gs1.org/414/9521141000007', 'gln', 'location', '9521141000007'],
    ['https://id.gs1.org/417/9521141000007', 'pgln', 'party', '9521141000007'],
    ['https://id.gs1.org/8004/952114112345', 'giai', 'asset', '952114112345'],
    ['urn:epc:id:gdti:0614141.06012.1234', 'gdti', 'document', '0614141060122 1234'],
    ['urn:maillon:item:404833048:T%C3%B4le%20A:C%2F12', 'private', 'lot', 'C/12'],
    ['https://erp.example.com/lots/4711', 'private', 'other', '4711'],
  ])('%s', (uri, scheme, level, label) =>
    expect(describeIdentifier(uri)).toMatchObject({ scheme, level, label }),
  );

  it('gives GTIN, lot and serial', () => {
    expect(describeIdentifier(lotUri('9521141012345', 'A 1'))).toMatchObject({
      gtin: '09521141012345',
      lot: 'A 1',
    });
    expect(describeIdentifier(serialUri('9521141012345', '7'))).toMatchObject({
      gtin: '09521141012345',
      serial: '7',
    });
  });
});

describe('builders', () => {
  it('make canonical identifiers', () => {
    expect(lotUri('9521141012345', ' Lot/é:1 ')).toBe(
      'https://id.gs1.org/01/09521141012345/10/Lot%2F%C3%A9:1',
    );
    expect(gtinUri('96385074')).toBe('https://id.gs1.org/01/00000096385074');
    expect(ssccUri('106141412345678908')).toBe('https://id.gs1.org/00/106141412345678908');
    expect(glnUri('952 1141 000 007')).toBe('https://id.gs1.org/414/9521141000007');
    expect(privateItemUri('404833048', 'Tôle A', 'C:12')).toBe(
      'urn:maillon:item:404833048:T%C3%B4le%20A:C%3A12',
    );
    expect(privateItemUri('404833048', 'To\u0302le A', 'C:12')).toBe(
      privateItemUri('404833048', 'Tôle A', 'C:12'),
    );
    for (const uri of [lotUri('9521141012345', 'é/&?'), privateItemUri('1', 'é', '%')])
      expect(canonicalUri(uri)).toBe(uri);
  });

  it('refuse numbers of the wrong shape', () => {
    expect(() => gtinUri('12')).toThrow(/GTIN/);
    expect(() => ssccUri('1061414123456789O8')).toThrow(/18 digits/);
    expect(() => privateItemUri('404833048', ' ', 'L')).toThrow(/at least one character/);
    expect(() => partyUri('siren', '40483304')).toThrow(/9 digits/);
    expect(() => partyUri('vat', 'FR12')).toThrow(/FR83404833048/);
  });

  it.each([
    ['siren', '404 833 048', 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:404833048', '404833048'],
    [
      'siret',
      '40483304800022',
      'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0009:40483304800022',
      '40483304800022',
    ],
    ['gln', '9521141000007', 'https://id.gs1.org/417/9521141000007', '9521141000007'],
    [
      'vat',
      'FR83404833048',
      'urn:oasis:names:tc:ebcore:partyid-type:iso6523:9957:FR83404833048',
      'FR83404833048',
    ],
    [
      'vat',
      'de 123456789',
      'urn:oasis:names:tc:ebcore:partyid-type:unregistered:vat:DE123456789',
      'DE123456789',
    ],
    ['duns', '15-048-3782', 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0060:150483782', '150483782'],
    [
      'lei',
      '5493001KJTIIGC8Y1R12',
      'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0199:5493001KJTIIGC8Y1R12',
      '5493001KJTIIGC8Y1R12',
    ],
    ['private', 'Forge du Lac', 'urn:maillon:party:Forge%20du%20Lac', 'Forge du Lac'],
  ] as const)('party %s %s', (scheme, written, uri, value) => {
    expect(partyUri(scheme, written)).toBe(uri);
    expect(readPartyUri(uri)).toEqual({ scheme, value });
  });

  it('reads places and both spellings of GLNs as parties', () => {
    for (const uri of [
      'urn:epc:id:pgln:9521141.00000',
      'urn:epc:id:sgln:9521141.00000.0',
      'https://x.fr/414/9521141000007',
    ]) {
      expect(readPartyUri(uri)).toEqual({ scheme: 'gln', value: '9521141000007' });
    }
    expect(readPartyUri('https://example.com/firm/7')).toBeUndefined();
    expect(readPartyUri('urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:12')).toBeUndefined();
  });

  it('give an item the same id wherever it is named', () => {
    expect(itemId(canonicalUri('urn:epc:id:sgtin:0614141.107346.2017'))).toBe(
      itemId('https://id.gs1.org/01/10614141073464/21/2017'),
    );
  });
});
