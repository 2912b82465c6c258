import { EPC_FORMATS, EpcFormat, parseJson } from '@maillon/epcis';
import { urlFaults } from '@maillon/feed';
import { Text, text } from '@maillon/kernel';
import type { UrlFault } from '@maillon/runtime';
import { checkedSchedule, Controls, instantOf, refused } from './controls.js';
import * as messages from './messages.js';
import { SCHEDULE_FIELDS, ScheduleField, ScheduleText } from './schedule.js';

/** What a client asks for (OpenAPI, AbstractQuerySubscription). */
export interface SubscriptionAsked extends Controls {
  readonly dest: string;
  /** Its secret: signs what is sent. */
  readonly signatureToken?: string;
  readonly epcFormat?: EpcFormat;
}

/** Longest body of a subscription, in bytes. */
export const SUBSCRIPTION_BYTES = 16 * 1024;
const MEMBERS = [
  'dest',
  'signatureToken',
  'stream',
  'schedule',
  'reportIfEmpty',
  'initialRecordTime',
  'epcFormat',
];
const [SHORTEST_TOKEN, LONGEST_TOKEN] = [8, 500];

/**
 * Reads the body of POST /queries/{name}/subscriptions. `secret` is taken for `signatureToken`: the official schema requires
 * the one name and defines the other. Throws ValidationException, or SubscriptionControlsException where it is about when to send.
 */
export function readSubscription(
  body: Buffer,
  faultOf: (dest: string) => UrlFault | undefined,
): SubscriptionAsked {
  const { value, findings } = parseJson(body, { bytes: SUBSCRIPTION_BYTES });
  const [finding] = findings;
  if (finding)
    throw invalid(
      text(`${finding.message.fr} ${finding.remedy.fr}`, `${finding.message.en} ${finding.remedy.en}`),
    );
  if (!isObject(value)) throw invalid(messages.notAnObject);
  const { secret, ...rest } = value;
  const members: Record<string, unknown> = secret === undefined ? rest : { signatureToken: secret, ...rest };
  const unknown = Object.keys(members).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw invalid(messages.unknownMember(unknown, MEMBERS.join(', ')));
  const { signatureToken, reportIfEmpty = false, initialRecordTime, epcFormat } = members;
  const schedule = scheduleOf(members);
  if (typeof reportIfEmpty !== 'boolean') throw invalid(messages.badFlag('reportIfEmpty'));
  return {
    dest: destOf(members['dest'], faultOf),
    ...(signatureToken !== undefined && { signatureToken: tokenOf(signatureToken) }),
    ...(schedule && { schedule }),
    reportIfEmpty,
    ...(initialRecordTime !== undefined && { initialRecordTime: instantOf(initialRecordTime) }),
    ...(epcFormat !== undefined && { epcFormat: epcFormatOf(epcFormat) }),
  };
}

/** The schedule, or undefined for a stream. */
function scheduleOf({ stream, schedule }: Readonly<Record<string, unknown>>): ScheduleText | undefined {
  if (stream !== undefined && stream !== true) throw refused(messages.streamIsTrue);
  if (stream !== undefined && schedule !== undefined) throw refused(messages.bothControls);
  if (stream !== undefined) return undefined;
  if (schedule === undefined) throw refused(messages.neitherControl);
  if (!isObject(schedule)) throw refused(messages.badSchedule);
  const entries = Object.entries(schedule);
  if (!entries.length) throw refused(messages.neitherControl);
  for (const [name, value] of entries) {
    if (!SCHEDULE_FIELDS.includes(name as ScheduleField))
      throw refused(messages.unknownMember(name, SCHEDULE_FIELDS.join(', ')));
    if (typeof value !== 'string' && typeof value !== 'number')
      throw refused(messages.badField(name as ScheduleField, JSON.stringify(value)));
  }
  return checkedSchedule(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
}

function destOf(dest: unknown, faultOf: (dest: string) => UrlFault | undefined): string {
  if (typeof dest !== 'string' || !dest.trim()) throw invalid(messages.noDest);
  const fault = faultOf(dest.trim());
  if (fault) throw invalid(text(`dest : ${urlFaults[fault].fr}`, `dest: ${urlFaults[fault].en}`));
  return new URL(dest.trim()).href;
}

function tokenOf(token: unknown): string {
  const isToken =
    typeof token === 'string' && token.length >= SHORTEST_TOKEN && token.length <= LONGEST_TOKEN;
  if (!isToken) throw invalid(messages.badToken);
  return token;
}

function epcFormatOf(format: unknown): EpcFormat {
  const known = EPC_FORMATS.find((one) => one === format);
  if (!known) throw invalid(messages.badEpcFormat(EPC_FORMATS.join(', ')));
  return known;
}

const invalid = (detail: Text) => refused(detail, 'ValidationException');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
