import {
  nextTime,
  readSchedule,
  Schedule,
  SCHEDULE_RANGES,
  ScheduleField,
  ScheduleText,
} from './schedule.js';

const scheduleOf = (text: ScheduleText): Schedule => {
  const read = readSchedule(text);
  if ('field' in read) throw new Error(`refused: ${read.field} ${read.value}`);
  return read;
};
const next = (text: ScheduleText, after: string) =>
  nextTime(scheduleOf(text), new Date(after))?.toISOString();

describe('the schedule of a subscription', () => {
  it.each<[string, ScheduleText, string, string]>([
    ['the example of the OpenAPI', { hour: '1', minute: '5' }, '2026-03-01T01:04:59Z', '2026-03-01T01:05:00'],
    ['once a day and no more', { hour: '1', minute: '5' }, '2026-03-01T01:05:00Z', '2026-03-02T01:05:00'],
    ['every thirty seconds', { second: '0/30' }, '2026-03-01T10:00:00Z', '2026-03-01T10:00:30'],
    ['over the minute', { second: '0/30' }, '2026-03-01T10:00:31.5Z', '2026-03-01T10:01:00'],
    ['from 10, every 20', { second: '10/20' }, '2026-03-01T10:00:31Z', '2026-03-01T10:00:50'],
    ['a list', { minute: '1,15' }, '2026-03-01T10:01:00Z', '2026-03-01T10:15:00'],
    ['a range and a number', { hour: '[1-3],8' }, '2026-03-01T03:00:00Z', '2026-03-01T08:00:00'],
    ['work days', { hour: '6', dayOfWeek: '[1-5]' }, '2026-03-06T06:00:00Z', '2026-03-09T06:00:00'],
    ['Sunday is 7', { dayOfWeek: '7' }, '2026-03-02T00:00:00Z', '2026-03-08T00:00:00'],
    ['the first of the month', { dayOfMonth: '1' }, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00'],
    ['a month alone', { month: '6' }, '2026-06-01T00:00:00Z', '2027-06-01T00:00:00'],
    ['a leap day', { month: '2', dayOfMonth: '29' }, '2026-03-01T00:00:00Z', '2028-02-29T00:00:00'],
    [
      'a day of both kinds',
      { dayOfMonth: '13', dayOfWeek: '5' },
      '2026-01-01T00:00:00Z',
      '2026-02-13T00:00:00',
    ],
    ['a star is any', { second: '*', minute: '5' }, '2026-03-01T10:05:07Z', '2026-03-01T10:05:08'],
    ['any of what is coarser', { minute: '05' }, '2026-03-01T10:05:07Z', '2026-03-01T11:05:00'],
    ['over the year', { month: '1', dayOfMonth: '1' }, '2026-12-31T23:59:59Z', '2027-01-01T00:00:00'],
  ])('%s', (_, text, after, expected) => expect(next(text, after)).toBe(`${expected}.000Z`));

  it('finds a 29 February on one day of the week over a century that has none', () => {
    const found = next({ month: '2', dayOfMonth: '29', dayOfWeek: '3' }, '2096-02-29T00:00:00Z');
    expect(found).toBe('2116-02-26T00:00:00.000Z'.replace('2116-02-26', expectedLeapWednesday()));
  });

  it('says that there is no such time', () =>
    expect(next({ month: '2', dayOfMonth: '30' }, '2026-01-01T00:00:00Z')).toBeUndefined());

  it.each<[ScheduleField, string]>([
    ['second', '60'],
    ['second', ''],
    ['second', '1;2'],
    ['minute', '[5-1]'],
    ['minute', '[1-60]'],
    ['minute', '1-5'],
    ['minute', '-1'],
    ['hour', '24'],
    ['hour', '0/0'],
    ['hour', '1,'],
    ['dayOfMonth', '0'],
    ['dayOfMonth', '32'],
    ['month', '13'],
    ['month', 'JAN'],
    ['dayOfWeek', '0'],
    ['dayOfWeek', '8'],
    ['second', `1${',1'.repeat(200)}`],
  ])('refuses %s = %j and says which field', (field, value) =>
    expect(readSchedule({ [field]: value })).toEqual({ field, value }),
  );

  it('agrees with a walk through every second, on schedules at random', () => {
    const random = seeded(7);
    for (let round = 0; round < 150; round++) {
      const text = randomText(random);
      const schedule = scheduleOf(text);
      const after = new Date(
        Date.UTC(2026, Math.floor(random() * 12), 1 + Math.floor(random() * 28)) +
          Math.floor(random() * 86_400_000),
      );
      const found = nextTime(schedule, after);
      const walked = walk(schedule, after);
      if (walked) expect([text, found?.toISOString()]).toEqual([text, walked.toISOString()]);
      else expect(found === undefined || found.getTime() - after.getTime() > WALKED * 1000).toBe(true);
    }
  });
});

const WALKED = 100_000;

/** Looks at one second after the other for a little over a day, with sums of its own. */
function walk(schedule: Schedule, after: Date): Date | undefined {
  const start = Math.floor(after.getTime() / 1000) + 1;
  let day = -1;
  let isDay = false;
  for (let second = start; second < start + WALKED; second++) {
    const today = Math.floor(second / 86_400);
    if (today !== day) {
      const [, month, date] = new Date(second * 1000).toISOString().slice(0, 10).split('-').map(Number);
      day = today;
      isDay =
        schedule.month.includes(month!) &&
        schedule.dayOfMonth.includes(date!) &&
        // 1 January 1970 was a Thursday
        schedule.dayOfWeek.includes(((today + 3) % 7) + 1);
    }
    if (!isDay || !schedule.second.includes(second % 60)) continue;
    const isTime =
      schedule.minute.includes(Math.floor(second / 60) % 60) &&
      schedule.hour.includes(Math.floor(second / 3600) % 24);
    if (isTime) return new Date(second * 1000);
  }
  return undefined;
}

function expectedLeapWednesday(): string {
  for (let year = 2097; ; year++) {
    const day = new Date(Date.UTC(year, 1, 29));
    if (day.getUTCMonth() === 1 && day.getUTCDay() === 3) return day.toISOString().slice(0, 10);
  }
}

function randomText(random: () => number): ScheduleText {
  const text: Partial<Record<ScheduleField, string>> = {};
  for (const [field, [first, last]] of Object.entries(SCHEDULE_RANGES)) {
    if (random() < 0.5) continue;
    const some = () => first + Math.floor(random() * (last - first + 1));
    const [a, b] = [some(), some()].sort((x, y) => x - y) as [number, number];
    const forms = [
      `${a}`,
      `${a},${b}`,
      `[${a}-${b}]`,
      `[${a}-${b}],${some()}`,
      `${a}/${1 + Math.floor(random() * 20)}`,
      '*',
    ];
    text[field as ScheduleField] = forms[Math.floor(random() * forms.length)]!;
  }
  return text;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
