import { EdifactFinding, InterchangeEnvelope, SegmentContent } from '@maillon/formats';
import { Finding, Language } from '@maillon/kernel';
import { IncomingMessage } from '../edi-types.js';
import { EdiProfile } from '../profiles.js';
import { instant, party, wrap } from './segment-builders.js';
import { IncomingInterchange } from './read-edifact-messages.js';

/** Faults of form, that CONTRL answers; those of meaning are answered by APERAK. */
const FORM = new Set([
  'EDI_TYPE_UNKNOWN',
  'EDI_VALUE_MISSING',
  'EDI_VALUE_TOO_LONG',
  'EDI_NOT_NUMERIC',
  'EDI_TOO_MANY_COMPONENTS',
  'EDI_TOO_MANY_ELEMENTS',
]);

const isPlaced = (finding: Finding): finding is EdifactFinding => 'edifact' in finding;

const formErrors = (findings: readonly Finding[]): EdifactFinding[] =>
  findings
    .filter(isPlaced)
    .filter(({ severity, code }) => severity === 'error' && (code.startsWith('EDIFACT_') || FORM.has(code)));

/** Positions of S011 count the tag as the first (ISO 9735-10, 0098). */
const position = ({ edifact: { element, component } }: EdifactFinding): SegmentContent[1] =>
  element === undefined
    ? undefined
    : [String(element + 1), component === undefined ? undefined : String(component)];

/**
 * CONTRL: what became of an interchange, and of each message that its form refuses: message, segment, element and
 * component in error. 0083: 4 rejected; 7 accepted, with all of its messages that are not named.
 */
export function writeControl(
  envelope: InterchangeEnvelope,
  { findings, messages, refused }: IncomingInterchange,
): SegmentContent[] {
  const { sender, recipient, controlReference } = envelope;
  const [own] = formErrors(findings);
  const segments: SegmentContent[] = [
    [
      'UCI',
      controlReference,
      [sender.id, sender.qualifier, sender.internalId],
      [recipient.id, recipient.qualifier, recipient.internalId],
      refused ? '4' : '7',
      own?.edifact.syntaxError,
      own?.edifact.tag,
      own && position(own),
    ],
  ];
  if (!refused) for (const message of messages) segments.push(...messageAnswer(message));
  return segments;
}

function messageAnswer({ messageReference, messageType, findings }: IncomingMessage): SegmentContent[] {
  const errors = formErrors(findings);
  if (errors.length === 0) return [];
  const [type = '', version = ''] = messageType.split(' ');
  const inService = errors.find(({ edifact }) => edifact.tag === 'UNH' || edifact.tag === 'UNT');
  const segments: SegmentContent[] = [
    [
      'UCM',
      messageReference,
      [type, version.slice(0, 1), version.slice(1), 'UN'],
      '4',
      inService?.edifact.syntaxError,
      inService?.edifact.tag,
      inService && position(inService),
    ],
  ];
  const bySegment = new Map<number, EdifactFinding[]>();
  for (const error of errors) {
    if (error === inService) continue;
    const { segment } = error.edifact;
    bySegment.set(segment, [...(bySegment.get(segment) ?? []), error]);
  }
  // CONTRL holds 999 segments in error, 99 elements each
  for (const [segment, inside] of [...bySegment].slice(0, 999)) {
    const whole = inside.find(({ edifact }) => edifact.element === undefined);
    segments.push(['UCS', String(segment), whole?.edifact.syntaxError]);
    for (const error of inside.slice(0, 99))
      if (error !== whole) segments.push(['UCD', error.edifact.syntaxError, position(error)]);
  }
  return segments;
}

/** Reference qualifiers (1153) of documents: the answer names the one that it is about. */
const REFERENCES: Readonly<Record<string, string>> = {
  order: 'ON',
  despatch_advice: 'AAK',
  receipt_advice: 'ALO',
  forecast: 'AAN',
  call_off: 'AAN',
};

export interface ApplicationAnswer {
  /** Number of this answer. */
  readonly number: string;
  /** ISO 8601. */
  readonly at: string;
  readonly language: Language;
  /** Why it is refused; none where it is taken. Default: the errors that reading the message found. */
  readonly findings?: readonly Finding[];
}

/** APERAK: whether a message was taken by the platform, and if not what is wrong with it, with segment and element. */
export function writeApplicationAnswer(
  message: IncomingMessage,
  answer: ApplicationAnswer,
  profile: EdiProfile,
): SegmentContent[] {
  const errors = (answer.findings ?? message.findings).filter(({ severity }) => severity === 'error');
  const between = message.kind === 'document' || message.kind === 'response' ? message : undefined;
  const segments: SegmentContent[] = [
    ['BGM', errors.length ? '313' : '312', answer.number, errors.length ? '27' : '29'],
    ...instant('137', answer.at, profile),
    ['RFF', ['ACW', message.messageReference]],
  ];
  if (between) {
    const about = between.kind === 'response' ? 'AAA' : REFERENCES[between.type];
    if (about && between.number) segments.push(['RFF', [about, between.number]]);
    segments.push(...party('MS', between.recipient, profile), ...party('MR', between.issuer, profile));
  }
  const length = profile.version === 'D96A' ? 70 : 512;
  for (const error of errors.slice(0, 999)) {
    const code = isPlaced(error) ? error.edifact.syntaxError : '18';
    const words = `${error.message[answer.language]} ${error.remedy[answer.language]}`;
    const text = wrap(words, length).slice(0, 5);
    segments.push(['ERC', [code]], ['FTX', 'AAO', undefined, undefined, text, answer.language.toUpperCase()]);
  }
  return segments;
}
