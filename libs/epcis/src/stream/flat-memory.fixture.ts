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

/**
 * Reads a generated document of so many MiB with one of the library's readers (a writer makes it, so both stream), in a process of its
 * own whose heap is limited to 64 MiB: a test runner's own memory moves too much to measure within it.
 */
export function streamed(form: 'Json' | 'Xml', mebibytes: number): Streamed {
  if (!existsSync(BUILT)) throw new Error('libs/epcis is not built: run `npm test`, which builds it first.');
  const script = `
    import { ${`write${form}Events, read${form}Events`} } from ${JSON.stringify(BUILT)};
    const target = ${mebibytes} * 1024 * 1024;
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
    const frame = { type: 'EPCISDocument', creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
    const before = process.memoryUsage.rss();
    const start = performance.now();
    for await (const part of read${form}Events(counted(write${form}Events(made(), frame)))) {
      if (part.part === 'event' && part.event) events++;
      for (const { code } of part.findings) codes.add(code);
      if (events % 1000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(JSON.stringify({ bytes, events, codes: [...codes], growth: peak - before, seconds }));`;
  const options = ['--max-old-space-size=64', '--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: 'utf8' })) as Streamed;
}
