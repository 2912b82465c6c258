import { formatOf } from './format-of.js';

const ROOT = '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2">';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('the kind of a file', () => {
  it.each<[string, string | Buffer, string]>([
    ['JSON', ' {"type": "EPCISDocument"}', 'epcis-json'],
    ['JSON with a byte order mark', '\ufeff[', 'epcis-json'],
    ['EPCIS', ROOT, 'epcis-xml'],
    ['EPCIS without a prefix', '<EPCISQueryDocument>', 'epcis-xml'],
    ['a bare event', '<ObjectEvent/>', 'epcis-xml'],
    [
      'EPCIS behind a prologue',
      `\ufeff<?xml version="1.0"?>\r\n<!-- <a> -->\n<!DOCTYPE x>${ROOT}`,
      'epcis-xml',
    ],
    ['EPCIS in UTF-16', utf16(`<?xml version="1.0" encoding="UTF-16"?>${ROOT}`), 'epcis-xml'],
    ['EPCIS in big-endian UTF-16', utf16(`<?xml version="1.0"?>${ROOT}`).swap16(), 'epcis-xml'],
    ['a table', 'lot;quantité\nL-1;5\n', 'csv'],
    ['a table with a sign', 'lot;nom\n<1;<EPCISDocument>\n', 'csv'],
  ])('%s', (_, head, format) => expect(formatOf(Buffer.from(head as string))).toBe(format));

  it.each([
    [
      '<?xml version="1.0"?><DespatchAdvice xmlns="urn:oasis:names:specification:ubl"><a/></DespatchAdvice>',
      /XML/,
    ],
    ['<html><body><EPCISDocument/></body></html>', /XML/],
    ["UNA:+.? 'UNB+UNOC:3+A+B+260101:1000+1'", /EDIFACT/],
    ['', /vide/],
  ])('refuses %j and says what it looks like', (head, what) => {
    expect(() => formatOf(Buffer.from(head))).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        text: { fr: expect.stringMatching(what), en: expect.any(String) },
      }),
    );
  });

  it('takes little time for a head of many comments', () => {
    const begun = performance.now();
    expect(formatOf(Buffer.from('<!---->'.repeat(30_000) + ROOT))).toBe('epcis-xml');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
