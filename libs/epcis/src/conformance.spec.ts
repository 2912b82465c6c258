import { parseJson, readDocument, toDigitalLink, toUrn } from './index.js';
import { exampleFiles, exampleRows, exampleText, hasExamples } from './test-data.fixture.js';

const errorsOf = (name: string) => {
  const { value, findings } = parseJson(exampleText(name));
  return [...findings, ...readDocument(value).findings].filter((finding) => finding.severity === 'error');
};

describe('the published examples', () => {
  const accepted = [
    'valid/gs1-EPCIS',
    'valid/openepcis-test-resources',
    'sector-events',
    'event-hash/examples',
  ].flatMap(exampleFiles);
  const refused = exampleFiles('invalid');

  it('are there, or not at all', () => expect(accepted.length > 60 && refused.length > 10).toBe(hasExamples));

  for (const name of accepted)
    it(`accepts ${name}`, () => {
      expect(errorsOf(name)).toEqual([]);
      const { events, kind } = readDocument(parseJson(exampleText(name)).value);
      expect(events.length).toBeGreaterThan(0);
      expect(events.every((event) => event && /^[0-9a-f]{64}$/.test(event.fingerprint))).toBe(true);
      expect(kind).toMatch(/^(EPCISDocument|EPCISQueryDocument|event)$/);
    });

  for (const name of refused)
    it(`refuses ${name} and says where`, () => {
      const errors = errorsOf(name);
      expect(errors.length).toBeGreaterThan(0);
      for (const { path, message, remedy } of errors) {
        expect(path).toMatch(/^\$/);
        for (const words of [message.fr, message.en, remedy.fr, remedy.en])
          expect(words).toMatch(/^\S.{10,}[.…?]$/su);
      }
    });
});

describe('the published identifiers', () => {
  const equal = exampleRows('identifiers/urn-digitallink-vectors.tsv').filter(
    ([test]) => !/Vocabulary|ShortName/.test(test!),
  );
  const malformed = exampleRows('identifiers/identifier-invalid-vectors.tsv');
  /** A company prefix of 12 characters with a dash in it: no such prefix exists. */
  const wrong = new Set(['https://id.gs1.org/8010/123457-57578']);

  for (const [, operation, input, length, expected] of equal)
    it(`${operation} ${input} ${length}`, () => {
      if (wrong.has(input!)) return expect(toUrn(input!, Number(length))).toBe(input);
      if (!operation!.startsWith('toURN')) return expect(toDigitalLink(input!)).toBe(expected);
      // Without the length of its company prefix a link stays what it is.
      return expect(toUrn(input!, length ? Number(length) : undefined)).toBe(length ? expected : input);
    });

  for (const [, operation, input, length] of malformed)
    it(`${operation} refuses ${input} ${length}`, () => {
      const isLink = operation!.startsWith('toURN');
      const link = input!.startsWith('urn:') ? toDigitalLink(input!) : undefined;
      const converted = isLink ? toUrn(input!, length ? Number(length) : undefined) : (link ?? input!);
      const isClass = /^urn:epc:(class|idpat):/.test(isLink ? converted : input!);
      expect(converted === input || isClass !== operation!.includes('ClassLevel')).toBe(true);
    });
});
