import type { EpcisSubscriptionShownFragment } from '../../generated/graphql';
import type { Translate } from '../../language';

type Schedule = Partial<NonNullable<EpcisSubscriptionShownFragment['schedule']>>;

const FIELDS = [
  ['second', 'subscription.second'],
  ['minute', 'subscription.minute'],
  ['hour', 'subscription.hour'],
  ['dayOfMonth', 'subscription.dayOfMonth'],
  ['month', 'subscription.month'],
  ['dayOfWeek', 'subscription.dayOfWeek'],
] as const;

const NUMBER = /^\d{1,2}$/;

/** When a subscription sends, in words: usual schedules as people say them, any other one field by field. */
export function scheduleWords(schedule: Schedule | null | undefined, t: Translate): string {
  if (!schedule) return t('subscription.stream');
  const given = FIELDS.filter(([field]) => schedule[field]);
  const { hour, minute } = schedule;
  const isDaily = given.every(([field]) => field === 'hour' || field === 'minute');
  if (isDaily && NUMBER.test(hour ?? '') && NUMBER.test(minute ?? '0'))
    return t('subscription.daily', { time: `${twoDigits(hour)}:${twoDigits(minute)}` });
  if (given.length === 1 && NUMBER.test(minute ?? ''))
    return t('subscription.hourly', { minute: Number(minute) });
  const fields = given.map(([field, label]) => `${t(label)} ${schedule[field]}`);
  return t('subscription.scheduled', { fields: fields.join(', ') });
}

const twoDigits = (value: string | null | undefined): string => (value ?? '0').padStart(2, '0');
