import { scheduleWords } from './schedule-words';
import type { Translate } from '../../language';

const t: Translate = (id, values) => `${id}${values ? ` ${JSON.stringify(values)}` : ''}`;

describe('when a subscription sends, in words', () => {
  it.each([
    [null, 'subscription.stream'],
    [{ hour: '1', minute: '5' }, 'subscription.daily {"time":"01:05"}'],
    [{ hour: '13' }, 'subscription.daily {"time":"13:00"}'],
    [{ minute: '30' }, 'subscription.hourly {"minute":30}'],
    [{ minute: '0/15' }, 'subscription.scheduled {"fields":"subscription.minute 0/15"}'],
    [
      { hour: '6', dayOfWeek: '[1-5]' },
      'subscription.scheduled {"fields":"subscription.hour 6, subscription.dayOfWeek [1-5]"}',
    ],
    [{ second: '0/30' }, 'subscription.scheduled {"fields":"subscription.second 0/30"}'],
  ])('%j: %s', (schedule, words) => {
    expect(scheduleWords(schedule, t)).toBe(words);
  });
});
