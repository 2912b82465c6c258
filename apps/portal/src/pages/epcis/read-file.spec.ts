import { readFile } from './read-file';

const XML = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Crème d’Évry</a>`;
const utf16 = (text: string, mark = '\ufeff') => Buffer.from(mark + text, 'utf16le');
const read = (content: string | Buffer) => readFile(new Blob([content as BlobPart]));
const latin1 = (text: string) => Buffer.from(text.replace('’', "'"), 'latin1');

describe('a file dropped to be read', () => {
  it('keeps its accents, in the encoding that it bears', async () => {
    expect(await read('{"a": "Évry"}')).toEqual({ text: '{"a": "Évry"}' });
    expect(await read('\ufeff{"a": "Évry"}')).toEqual({ text: '{"a": "Évry"}' });
    for (const encoding of ['ISO-8859-1', 'windows-1252'])
      expect(await read(latin1(XML(encoding)))).toMatchObject({
        text: expect.stringContaining("Crème d'Évry") as string,
      });
    for (const mark of ['\ufeff', ''])
      expect(await read(utf16(XML('UTF-16'), mark))).toEqual({ text: XML('UTF-16') });
  });

  it('is refused rather than read with wrong letters', async () => {
    expect(await read(latin1('{"a": "Évry"}'))).toEqual({ problem: 'epcis.fileEncoding' });
    expect(await read(latin1(XML('UTF-8')))).toEqual({ problem: 'epcis.fileEncoding' });
    expect(await read(XML('EBCDIC-FR'))).toEqual({ problem: 'epcis.fileEncoding' });
  });

  it('is told what it is where it is no text', async () => {
    expect(await read('')).toEqual({ problem: 'epcis.fileEmpty' });
    expect(await read(' \n')).toEqual({ problem: 'epcis.fileEmpty' });
    expect(await read('PK\u0003\u0004…')).toEqual({ problem: 'epcis.fileTable' });
    expect(await read('%PDF-1.7')).toEqual({ problem: 'epcis.fileOther' });
    expect(await read('a\0b')).toEqual({ problem: 'epcis.fileOther' });
    expect(await read('x'.repeat(5_000_001))).toEqual({ problem: 'epcis.fileTooLong' });
  });
});
