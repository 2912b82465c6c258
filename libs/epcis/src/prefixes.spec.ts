import { eventHash, readDocument, readHeader, writeXmlDocument } from './index.js';

const GS1 = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
const names = (...context: unknown[]) => Object.fromEntries(readHeader(context).names);

describe('prefixes that a context declares', () => {
  it('build on one another in any order', () => {
    const expected = { a: 'http://x.example/', b: 'http://x.example/y/', c: 'http://x.example/y/z#' };
    expect(names({ a: 'http://x.example/', b: 'a:y/', c: 'b:z#' })).toMatchObject(expected);
    expect(names({ c: 'b:z#', b: 'a:y/', a: 'http://x.example/' })).toMatchObject(expected);
    expect(
      names({ c: { '@id': 'b:z#' }, b: { '@id': 'a:y/' } }, { a: 'http://late.example/' }),
    ).toMatchObject({
      b: 'a:y/',
    });
  });

  it('build on those of their own context before those of an earlier one', () => {
    const earlier = { a: 'http://old.example/' };
    expect(names(earlier, { b: 'a:y/', a: 'http://new.example/' })).toMatchObject({
      b: 'http://new.example/y/',
    });
    expect(names(earlier, { b: 'a:y/' })).toMatchObject({ b: 'http://old.example/y/' });
  });

  it('may build on themselves without end', () => {
    expect(names({ a: 'b:x', b: 'a:y' })).toMatchObject({ a: 'a:yx', b: 'b:xy' });
    expect(names({ a: 'http://old.example/' }, { a: 'a:z/' })).toMatchObject({ a: 'http://old.example/z/' });
    const chain = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`p${at}`, `p${at + 1}:x`]));
    expect(Object.keys(names(chain))).toHaveLength(Object.keys(names()).length + 5000);
  });

  it('mean the same event whatever their order', () => {
    const event = {
      type: 'ObjectEvent',
      eventTime: '2026-07-22T06:45:00Z',
      eventTimeZoneOffset: '+00:00',
      action: 'OBSERVE',
      epcList: ['urn:x:y'],
      'b:f': 1,
    };
    const document = (context: object) => ({
      '@context': [GS1, context],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-07-22T06:45:00Z',
      epcisBody: { eventList: [event] },
    });
    const one = document({ a: 'http://x.example/', b: 'a:y/' });
    const other = document({ b: 'a:y/', a: 'http://x.example/' });
    const hash = (of: typeof one) => eventHash(event, readHeader(of['@context']));
    expect(hash(other)).toBe(hash(one));
    expect(readDocument(other).events[0]?.fingerprint).toBe(readDocument(one).events[0]?.fingerprint);
    expect(writeXmlDocument(other)).toContain('xmlns:b="http://x.example/y/"');
  });
});
