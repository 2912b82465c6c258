import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Texts made to crash, stall or fill the memory of a reader: name and the expression that makes each. */
const HOSTILE = `{
  'levels of lists': () => '['.repeat(5e6),
  'levels of objects': () => '{"a":'.repeat(1e6),
  'levels in an event': () => document('{"type":"ObjectEvent","ex:a":' + '['.repeat(5e5) + ']'.repeat(5e5) + '}'),
  'members': () => '{' + Array.from({ length: 5e5 }, (_, at) => '"m' + at + '":1').join(',') + '}',
  'members of an event': () => document('{' + Array.from({ length: 3e5 }, (_, at) => '"m' + at + '":1').join(',') + '}'),
  'undeclared prefixes': () => document('{"type":"ObjectEvent",' + Array.from({ length: 2e5 }, (_, at) => '"p' + at + ':a":1').join(',') + '}'),
  'wrong events': () => document('1,'.repeat(5e4) + '1'),
  'words to guess': () => document(Array(3000).fill('{"type":"ObjectEvnt"}').join(',')),
  'identifiers to guess': () => document(event('"epcList":[' + Array(2e4).fill('"urn:epc:id:sgtim:1.2.3"').join(',') + ']')),
  'a long identifier': () => document(event('"epcList":["urn:epc:id:sgtin:' + '1.'.repeat(1e6) + '"]')),
  'a long link': () => document(event('"epcList":["https://a.b/' + '01/1234567890123/'.repeat(1e5) + '"]')),
  'a long percent': () => document(event('"epcList":["https://id.gs1.org/' + '%4'.repeat(5e5) + '"]')),
  'a long time': () => document(event('"eventTime":"' + '9'.repeat(2e6) + '"')),
  'a long text': () => document(event('"ex:a":"' + 'x'.repeat(3e6) + '"')),
  'a long number': () => document(event('"ex:a":' + '9'.repeat(2e6))),
  'quotation marks': () => '"' .repeat(1e6),
  'backslashes': () => '{"a":"' + '\\\\'.repeat(1e6),
  'blanks': () => ' '.repeat(2e7),
  'contexts': () => '{"@context":[' + Array.from({ length: 5e4 }, (_, at) => '{"p' + at + '":"urn:' + at + ':"}').join(',') + '],"type":"EPCISDocument"}',
  'a prefix on a prefix': () => '{"@context":{' + Array.from({ length: 2e3 }, (_, at) => '"p' + (at + 1) + '":"p' + at + ':' + 'x'.repeat(50) + '"').join(',') + '},"type":"EPCISDocument"}',
  'elements in elements': () => '<a>'.repeat(5e5) + '</a>'.repeat(5e5),
  'entities': () => '<!DOCTYPE a [' + Array.from({ length: 100 }, (_, at) => '<!ENTITY e' + (at + 1) + ' "' + ('&e' + at + ';').repeat(10) + '">').join('') + ']><a>&e100;</a>',
  'an open comment': () => '<!--' + '-'.repeat(3e6),
  'comments': () => '<a>' + '<!---->'.repeat(3e5) + '</a>',
  'attributes': () => '<a ' + Array.from({ length: 1e5 }, (_, at) => 'a' + at + '="1"').join(' ') + '/>',
  'namespaces': () => xml('<ObjectEvent>' + Array.from({ length: 2e4 }, (_, at) => '<p' + at + ':x xmlns:p' + at + '="urn:' + at + ':"/>').join('') + '</ObjectEvent>'),
  'declarations without end': () => '<a' + ' xmlns:a="'.repeat(2e5),
  'events in XML': () => xml('<ObjectEvent/>'.repeat(2e4)),
  'lists in XML': () => xml('<ObjectEvent><epcList>' + '<epc>x</epc>'.repeat(1e5) + '</epcList></ObjectEvent>'),
  'a name in XML': () => '<' + 'a'.repeat(3e6) + '>',
  'text in XML': () => '<a>' + 'x'.repeat(3e6),
  'brackets in XML': () => '<'.repeat(1e6),
}`;

export interface HostileResult {
  readonly name: string;
  readonly reader: string;
  readonly milliseconds: number;
  readonly codes: readonly string[];
  /** Growth of the process's memory while this text was read, in bytes. */
  readonly growth: number;
}

/** Reads every hostile text with every reader, in a process of its own: what each took, and what was said. */
export function readHostile(): HostileResult[] {
  if (!existsSync(BUILT))
    throw new Error('libs/epcis is not built: run \`npm test\`, which builds it first.');
  const script = `
    const epcis = await import(${JSON.stringify(BUILT)});
    const document = (events) => '{"@context":"https://ref.gs1.org/standards/epcis/epcis-context.jsonld","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[' + events + ']}}';
    const event = (more) => '{"type":"ObjectEvent","eventTimeZoneOffset":"+02:00","action":"OBSERVE",' + more + '}';
    const xml = (events) => '<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-07-22T10:30:00Z"><EPCISBody><EventList>' + events + '</EventList></EPCISBody></e:EPCISDocument>';
    async function* chunks(bytes) { for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536); }
    const gathered = async (parts) => { const found = []; for await (const part of parts) for (const one of part.findings) if (found.length < 20000) found.push(one); return found; };
    const readers = {
      json: (bytes) => epcis.readJsonDocument(bytes).findings,
      xml: (bytes) => epcis.readXmlDocument(bytes).findings,
      jsonStream: (bytes) => gathered(epcis.readJsonEvents(chunks(bytes))),
      xmlStream: (bytes) => gathered(epcis.readXmlEvents(chunks(bytes))),
    };
    for (const [name, make] of Object.entries(${HOSTILE})) {
      const bytes = Buffer.from(make());
      for (const [reader, read] of Object.entries(readers)) {
        const before = process.memoryUsage.rss();
        const start = process.cpuUsage();
        const findings = await read(bytes);
        const milliseconds = process.cpuUsage(start).user / 1000;
        const codes = [...new Set(findings.map(({ code }) => code))];
        console.log(JSON.stringify({ name, reader, milliseconds, codes, growth: process.memoryUsage.rss() - before }));
      }
    }`;
  const options = ['--max-old-space-size=256', '--input-type=module', '-e', script];
  const told = execFileSync(process.execPath, options, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HostileResult);
}
