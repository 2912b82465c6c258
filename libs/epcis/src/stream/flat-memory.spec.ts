import { streamed } from './flat-memory.fixture.js';

/** `npx jest … --globals '{"STREAM_MB":300}'` streams more: mebibytes of each form. */
const MEBIBYTES = (globalThis as { STREAM_MB?: number }).STREAM_MB ?? 20;

describe('documents of any size', () => {
  it.each(['Json', 'Xml'] as const)('are written and read in flat memory: %s', (form) => {
    const { bytes, events, codes, growth, seconds } = streamed(form, MEBIBYTES);
    expect(codes).toEqual([]);
    expect(events).toBeGreaterThan(MEBIBYTES * 500);
    expect(bytes).toBeGreaterThanOrEqual(MEBIBYTES * 1024 * 1024);
    // as much at 20 MiB as at 2 GiB
    expect(growth).toBeLessThan(200 * 1024 * 1024);
    expect(seconds).toBeLessThan(10 + MEBIBYTES);
  });
});
