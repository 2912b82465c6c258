import { readAhead } from './read-ahead.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('readAhead', () => {
  async function* numbers(told: string[], fault?: number): AsyncGenerator<number> {
    try {
      for (let number = 1; number <= 3; number++) {
        await turn();
        if (number === fault) throw new Error(`no ${number}`);
        told.push(`read ${number}`);
        yield number;
      }
    } finally {
      told.push('closed');
    }
  }

  it('reads one item ahead of its caller, and no more', async () => {
    const told: string[] = [];
    for await (const number of readAhead(numbers(told))) {
      await turn();
      await turn();
      told.push(`used ${number}`);
    }
    expect(told).toEqual(['read 1', 'read 2', 'used 1', 'read 3', 'used 2', 'closed', 'used 3']);
  });

  it('throws where the item would come, after what was read before it', async () => {
    const got: number[] = [];
    const reading = (async () => {
      for await (const number of readAhead(numbers([], 2))) {
        await turn();
        await turn();
        got.push(number);
      }
    })();
    await expect(reading).rejects.toThrow('no 2');
    expect(got).toEqual([1]);
  });

  it('lets go of its source when the caller stops', async () => {
    const told: string[] = [];
    for await (const number of readAhead(numbers(told))) if (number === 1) break;
    expect(told.at(-1)).toBe('closed');
    expect(told).not.toContain('read 3');
  });
});
