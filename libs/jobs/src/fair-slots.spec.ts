import { FairSlots } from './fair-slots.js';

describe('FairSlots', () => {
  /** Slots whose runs end when told to. */
  function slotsOf(size: number) {
    const running: string[] = [];
    const ends = new Map<string, () => void>();
    const slots = new FairSlots(size, async (filiereId, id) => {
      running.push(`${filiereId}${id}`);
      await new Promise<void>((resolve) => ends.set(id, resolve));
    });
    const end = async (id: string) => {
      ends.get(id)!();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { slots, running, end };
  }

  it('leaves one place to others, and gives a free place to whom runs fewest', async () => {
    const { slots, running, end } = slotsOf(4);
    for (const id of ['a', 'b', 'c', 'd', 'e']) slots.offer(1, id);
    expect(running).toEqual(['1a', '1b', '1c']);
    slots.offer(2, 'x');
    slots.offer(2, 'y');
    expect(running).toEqual(['1a', '1b', '1c', '2x']);
    await end('a');
    expect(running.at(-1)).toBe('2y');
    await end('x');
    expect(running.at(-1)).toBe('1d');
  });

  it('uses its only place for anybody', async () => {
    const { slots, running, end } = slotsOf(1);
    slots.offer(1, 'a');
    slots.offer(1, 'b');
    expect(running).toEqual(['1a']);
    await end('a');
    expect(running).toEqual(['1a', '1b']);
  });

  it('runs once what it is told twice', async () => {
    const { slots, running, end } = slotsOf(2);
    for (let n = 0; n < 2; n++) {
      slots.offer(1, 'a');
      slots.offer(1, 'b');
    }
    await end('a');
    await end('b');
    expect(running).toEqual(['1a', '1b']);
  });

  it('has room while a place is free for somebody, and when closed returns what waits', async () => {
    const { slots } = slotsOf(2);
    slots.offer(1, 'a');
    slots.offer(1, 'b');
    await slots.room();
    slots.offer(2, 'x');
    let room = false;
    const waiting = slots.room().then(() => (room = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(room).toBe(false);
    expect([...slots.close()]).toEqual([[1, new Set(['b'])]]);
    await waiting;
  });
});
