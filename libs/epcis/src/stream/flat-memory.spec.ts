import { converted, Streamed, streamed } from './flat-memory.fixture.js';

/** `npx jest … --globals '{"STREAM_MB":300}'` streams more: mebibytes of each form. */
const MEBIBYTES = (globalThis as { STREAM_MB?: number }).STREAM_MB ?? 20;

function expectFlat({ bytes, events, codes, growth }: Streamed): void {
  expect(codes).toEqual([]);
  expect(events).toBeGreaterThan(MEBIBYTES * 500);
  expect(bytes).toBeGreaterThanOrEqual(MEBIBYTES * 1024 * 1024);
  // as much at 20 MiB as at 2 GiB
  expect(growth).toBeLessThan(200 * 1024 * 1024);
}

describe('documents of any size', () => {
  it.each(['Json', 'Xml'] as const)('are written and read in flat memory: %s', (form) => {
    const told = streamed(form, MEBIBYTES);
    expectFlat(told);
    expect(told.seconds).toBeLessThan(10 + MEBIBYTES);
  });

  it('go from XML to JSON in flat memory, and every event keeps its hash', () => {
    const told = converted(MEBIBYTES);
    expectFlat(told);
    expect(told.hashes[1]).toBe(told.hashes[0]);
    expect(told.seconds).toBeLessThan(20 + 3 * MEBIBYTES);
  });
});
