import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

export interface Streamed {
  /** Bytes that were read, or written. */
  readonly bytes: number;
  readonly events: number;
  /** Codes of what was found wrong, each once. */
  readonly codes: readonly string[];
  /** Growth of the process's memory at its highest, in bytes. */
  readonly growth: number;
  readonly seconds: number;
}

/** A document of `target` bytes, each of its events on a line of its own behind so many blanks; how high memory went. */
const PRELUDE = `
  let [bytes, events, peak] = [0, 0, 0];
  const codes = new Set();
  function* made() {
    for (let number = 0; bytes < target; number++) yield {
      type: 'ObjectEvent', eventTime: '2026-07-22T06:45:00.000+02:00', eventTimeZoneOffset: '+02:00', action: 'OBSERVE',
      epcList: Array.from({ length: 10 }, (_, at) => 'urn:epc:id:sgtin:9521141.001234.' + number + '-' + at),
      bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: 'urn:epc:id:sgln:9521141.00000.0' }, 'ex:note': 'é'.repeat(50),
    };
  }
  async function* counted(chunks) {
    for await (const chunk of chunks) { bytes += chunk.length; yield chunk; }
  }
  async function* indented(chunks, mark, blanks) {
    const found = new RegExp(mark, 'g');
    for await (const chunk of chunks) yield Buffer.from(chunk.toString().replace(found, '\\n' + ' '.repeat(blanks) + mark));
  }
  const frame = { type: 'EPCISDocument', creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
  const note = ({ part, event, findings }) => {
    if (part === 'event' && event && ++events % 1000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    for (const { code } of findings) codes.add(code);
  };
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const told = () => ({ bytes, events, codes: [...codes], growth: peak - before, seconds: (performance.now() - start) / 1000 });`;

/**
 * Reads a generated document of so many MiB with one of the library's readers (a writer makes it, so both stream), in a process of its
 * own whose heap is limited to 64 MiB: a test runner's own memory moves too much to measure within it. 200 blanks stand before each
 * event, a reader that kept them would not come far.
 */
export function streamed(form: 'Json' | 'Xml', mebibytes: number): Streamed {
  return inProcess(
    [`write${form}Events`, `read${form}Events`],
    mebibytes,
    `const source = indented(write${form}Events(made(), frame), '${form === 'Xml' ? '<ObjectEvent' : '{"type":"ObjectEvent"'}', 200);
    for await (const part of read${form}Events(counted(source))) note(part);
    console.log(JSON.stringify(told()));`,
  ) as Streamed;
}

/** The same from a document in XML to one in JSON, which is read again: a digest of the event hashes on both sides. */
export function converted(mebibytes: number): Streamed & { readonly hashes: readonly [string, string] } {
  return inProcess(
    ['writeXmlEvents', 'readXmlEvents', 'writeJsonEvents', 'readJsonEvents', 'eventHash', 'standaloneEvent'],
    mebibytes,
    `const [xml, json] = [createHash('sha256'), createHash('sha256')];
    const hashTo = (digest, event) => digest.update(eventHash(standaloneEvent(event)));
    async function* read() {
      for await (const part of readXmlEvents(counted(indented(writeXmlEvents(made(), frame), '<ObjectEvent', 200)))) {
        note(part);
        if (part.event) { hashTo(xml, part.event); yield standaloneEvent(part.event); }
      }
    }
    for await (const part of readJsonEvents(writeJsonEvents(read(), frame))) {
      if (part.event) hashTo(json, part.event);
      for (const { code } of part.findings) codes.add(code);
    }
    console.log(JSON.stringify({ ...told(), hashes: [xml.digest('hex'), json.digest('hex')] }));`,
  ) as Streamed & { readonly hashes: readonly [string, string] };
}

function inProcess(names: readonly string[], mebibytes: number, script: string): unknown {
  if (!existsSync(BUILT)) throw new Error('libs/epcis is not built: run `npm test`, which builds it first.');
  const whole = `
    import { createHash } from 'node:crypto';
    import { ${names.join(', ')} } from ${JSON.stringify(BUILT)};
    const target = ${mebibytes} * 1024 * 1024;
    ${PRELUDE}
    ${script}`;
  const options = ['--max-old-space-size=64', '--input-type=module', '-e', whole];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8' }));
}
