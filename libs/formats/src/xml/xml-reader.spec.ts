import { within } from '@maillon/kernel/testing';
import { readXml, XmlReader, XmlReadOptions } from './xml-reader.js';
import { childOf, childrenOf, descendant, XmlElement } from './xml-element.js';
import { writeXml } from './xml-writer.js';

const read = (text: string, encoding: BufferEncoding = 'utf8') => readXml(Buffer.from(text, encoding));

describe('readXml', () => {
  it('gives names, namespaces, attributes, texts and places', () => {
    const { root, findings } = read(
      '<?xml version="1.0"?>\r\n<!-- é --><a:Doc xmlns:a="urn:a" xmlns="urn:b"\n  n="1" a:n="2">\n  é<Line\n>x &amp; <![CDATA[<y>]]></Line><a:Line/></a:Doc>',
    );
    expect(findings).toEqual([]);
    expect(root).toMatchObject({ name: 'Doc', namespace: 'urn:a', line: 2, column: 11 });
    expect({ ...root!.attributes }).toEqual({ n: '1', '{urn:a}n': '2' });
    expect(root!.children).toMatchObject([
      { name: 'Line', namespace: 'urn:b', text: 'x & <y>', line: 4, column: 4, children: [] },
      { name: 'Line', namespace: 'urn:a', text: '', line: 5, column: 32 },
    ]);
    expect(childOf(root!, 'Line', 'urn:a')).toBe(root!.children[1]);
    expect(childrenOf(root!, 'Line')).toHaveLength(2);
    expect(descendant(root!, 'Line', 'None')).toBeUndefined();
  });

  it.each([
    ['<a>é</a>', 'utf8'],
    ['\uFEFF<a>é</a>', 'utf8'],
    ['\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>é</a>', 'utf16le'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'],
  ] as const)('reads %j in %s', (text, encoding) => {
    expect(read(text, encoding).root?.text).toBe('é');
  });

  it.each([
    ['<!DOCTYPE a>\n<a/>', 'XML_DOCTYPE', '1:1'],
    [
      '<?xml version="1.0"?>\n <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'XML_DOCTYPE',
      '2:2',
    ],
    ['<a>\n&x;</a>', 'XML_ENTITY', '2:4'],
    ['<a><b></a>', 'XML_TAG_MISMATCH', '1:11'],
    ['<a><b>', 'XML_UNCLOSED', '1:7'],
    ['', 'XML_EMPTY', '1:1'],
    ['UNA:+', 'XML_NOT_XML', '1:6'],
    ['<a/><b/>', 'XML_TEXT_OUTSIDE', '1:5'],
    ['<a/>\n<b/>', 'XML_TEXT_OUTSIDE', '2:1'],
    ['<a>\n</a>\r\n\r\n  <bc d="1">', 'XML_TEXT_OUTSIDE', '4:3'],
    ['<a/>\n<!-- x -->\n texte\nb', 'XML_TEXT_OUTSIDE', '3:2'],
    ['<a/>\n<?x y?>\n&amp;', 'XML_TEXT_OUTSIDE', '3:1'],
    ['<a/>é', 'XML_TEXT_OUTSIDE', '1:5'],
    ['<x:a/>', 'XML_PREFIX_UNKNOWN', '1:7'],
    ['<a b="1" b="2"/>', 'XML_ATTRIBUTE_TWICE', '1:17'],
    ['<a>\x01</a>', 'XML_SYNTAX', '1:5'],
    ['<?xml version="1.0" encoding="EBCDIC"?><a/>', 'XML_ENCODING_UNKNOWN', '1:1'],
  ])('refuses %j', (text, code, place) => {
    const { root, findings } = read(text);
    expect(root).toBeUndefined();
    expect(findings.map((found) => `${found.code} ${found.line}:${found.column}`)).toEqual([
      `${code} ${place}`,
    ]);
  });

  it.each([
    ['<a><x:b/></a>', 'x', '“x”', 'xmlns:x="…"'],
    ['<a y:b="1"/>', 'y', '“y”', 'xmlns:y="…"'],
    ['<?xml version="1.0" encoding="UTF‐8"?><a/>', 'UTF‐8', '“UTF‐8”', 'encoding="UTF-8"'],
  ])('names what it does not know in %j', (text, value, message, remedy) => {
    const [found] = read(text).findings;
    expect(found).toMatchObject({ value, message: { en: expect.stringContaining(message) as string } });
    expect(found!.remedy!.fr).toContain(remedy);
    expect(found!.remedy!.en).toContain(remedy);
  });

  it('refuses a byte that is not UTF-8 where it stands', () => {
    const bytes = Buffer.concat([Buffer.from('<a>\n<b>é'), Buffer.from([0xe9]), Buffer.from('</b></a>')]);
    expect(readXml(bytes).findings).toMatchObject([
      { code: 'XML_BAD_CHARACTER', path: '/a/b', line: 2, column: 5 },
    ]);
  });

  it.each([
    [
      'an entity bomb',
      `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(100)}">${[...'bcdefgh'].map((name, i) => `<!ENTITY ${name} "${`&${'abcdefg'[i]};`.repeat(50)}">`).join('')}]><l>&h;</l>`,
      'XML_DOCTYPE',
    ],
    ['500,000 levels', '<a>'.repeat(500_000), 'XML_TOO_DEEP'],
    ['400,000 elements', `<a>${'<b/>'.repeat(400_000)}</a>`, 'XML_TOO_MANY_ELEMENTS'],
    [
      '300 attributes',
      `<a ${Array.from({ length: 300 }, (_, i) => `b${i}="1"`).join(' ')}/>`,
      'XML_TOO_MANY_ATTRIBUTES',
    ],
    ['a long text', `<a>${'&#65;'.repeat(2_000_000)}</a>`, 'XML_TOO_LONG'],
    ['a long attribute', `<a b="${'x'.repeat(2_000_000)}"/>`, 'XML_TOO_LONG'],
    ['a long name', `<${'x'.repeat(2_000_000)}/>`, 'XML_TOO_LONG'],
    ['a long comment', `<!--${'x'.repeat(2_000_000)}--><a/>`, 'XML_TOO_LONG'],
    ['instructions without end', `<a>${'<?b c?>'.repeat(20_000)}</a>`, 'XML_TOO_MANY_INSTRUCTIONS'],
  ])('refuses %s in little time', (_name, text, code) => {
    const { findings } = within(4000, () => readXml(Buffer.from(text)));
    expect(findings.map((found) => found.code)).toEqual([code]);
  });

  it('keeps to the size that it is given', () => {
    const { findings } = readXml(Buffer.from('<a>1234567890</a>'), { limits: { bytes: 10 } });
    expect(findings).toMatchObject([{ code: 'XML_TOO_LARGE' }]);
  });

  it('hands elements over one at a time, whatever the chunks, and holds none of them', () => {
    const events = Array.from({ length: 500 }, (_, i) => `\n<e n="${i}"><t>é${i}</t></e>`).join('');
    const bytes = Buffer.from(`<?xml version="1.0"?><doc><list>${events}</list><end/></doc>`);
    for (const chunk of [1, 7, 1000, bytes.length]) {
      const taken: XmlElement[] = [];
      const reader = new XmlReader({
        limits: { elements: 10 },
        take: (name, _namespace, depth) => name === 'e' && depth === 2,
        onElement: (element) => taken.push(element),
      });
      for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
      const { root, findings } = reader.end();
      expect(findings).toEqual([]);
      expect(root!.children.map(({ name }) => name)).toEqual(['list', 'end']);
      expect(taken.map(({ children }) => children[0]!.text)).toEqual(taken.map((_, i) => `é${i}`));
      expect(taken.map(({ line, column }) => `${line}:${column}`)).toEqual(taken.map((_, i) => `${i + 2}:1`));
    }
  });
});

describe('documents of any size', () => {
  const read = (text: string, options: XmlReadOptions) => {
    const taken: XmlElement[] = [];
    const reader = new XmlReader({
      take: (name) => name === 'e',
      onElement: (element) => taken.push(element),
      ...options,
    });
    for (let at = 0; at < text.length && reader.push(Buffer.from(text.slice(at, at + 1000)));) at += 1000;
    return { taken, ...reader.end() };
  };

  it('keep neither the blanks between elements handed over, nor count what lies between them', () => {
    const events = `\n${' '.repeat(50)}<!-- one --><e a="12345">\t<t>12345</t>\n</e>`.repeat(2000);
    const { taken, root, findings } = read(`<doc>\n <list>${events}\n </list>\n</doc>`, {
      limits: { length: 5000, elements: 5, characters: 100, instructions: 1 },
    });
    expect(findings).toEqual([]);
    expect(taken).toHaveLength(2000);
    expect(root).toMatchObject({ text: '', children: [{ name: 'list', text: '', children: [] }] });
  });

  it('keep the text of whoever has one, and blanks where nothing was handed over', () => {
    const { root } = read('<doc><list>a<e/> <e/>b</list><list><e/>\n</list><list> </list></doc>', {});
    expect(root!.children.map(({ text }) => text)).toEqual(['ab', '', ' ']);
  });

  it.each([
    ['texts', `<doc>${'<a>12345</a>'.repeat(30)}</doc>`],
    ['attributes', `<doc>${'<a b="12345"/>'.repeat(30)}</doc>`],
    ['what its caller keeps', `<doc>${'<e>12345</e>'.repeat(30)}</doc>`],
  ])('are refused where too much is held: %s', (_name, text) => {
    const { root, findings } = read(text, {
      take: (name) => name === 'e' && 'kept',
      limits: { characters: 100 },
    });
    expect(root).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'XML_TOO_LARGE', line: 1 }]);
  });

  it('tell of an element when it opens', () => {
    const met: string[] = [];
    read('<doc>\n<e xmlns:x="urn:x" a="1" x:b="2">text</e></doc>', {
      take: (name, _namespace, depth, { attributes, line, text }) => {
        met.push(`${name} ${depth} ${line} ${JSON.stringify({ ...attributes })} ${text}`);
        return false;
      },
    });
    expect(met).toEqual(['doc 0 1 {} ', 'e 1 2 {"a":"1","{urn:x}b":"2"} ']);
  });
});

describe('writeXml', () => {
  it('writes what is read back the same', () => {
    const text = 'a & b <c> "d" \'e\' ]]> é螺😀';
    const written = writeXml({
      name: 'x:Doc',
      attributes: { 'xmlns:x': 'urn:x', note: `${text}\n\t`, none: undefined },
      children: [{ name: 'x:A', text: `${text}\r\n` }, undefined, { name: 'x:B' }],
    });
    const { root } = read(written);
    expect(root!.attributes['note']).toBe(`${text}\n\t`);
    expect(root!.children.map(({ text: own }) => own)).toEqual([`${text}\r\n`, '']);
    expect(Object.keys(root!.attributes)).toEqual(['note']);
  });

  it('leaves out what XML cannot hold', () => {
    expect(writeXml({ name: 'a', text: '\0b\x07\uD800c\uFFFF' })).toContain('<a>bc</a>');
  });
});
