import { EdifactSegment } from '@maillon/formats';
import { IncomingAnswerLine, IncomingResponse } from '../edi-types.js';
import { DraftLine, MAX_REASON } from '../incoming-draft.js';
import { messageTypeOf } from './finish-document.js';
import { lineNumberOf } from './line-items.js';
import { MessageContext, spotAt } from './message-context.js';
import { BUYER, SELLER } from './party-qualifiers.js';

type Act = 'accept' | 'modify' | 'reject';
type Answer = 'accepted' | 'changed' | 'rejected';

/** Code lists 1225 (message function) and 4343 (response type), where they tell the answer. */
const ACT_OF_FUNCTION: Readonly<Record<string, Act>> = { '4': 'modify', '27': 'reject', '29': 'accept' };
const ACT_OF_RESPONSE: Readonly<Record<string, Act>> = {
  AP: 'accept',
  AC: 'modify',
  CA: 'modify',
  RE: 'reject',
};
/** Code list 1229 (action request): what is said of one line. */
const ANSWER_OF_ACTION: Readonly<Record<string, Answer>> = {
  '2': 'rejected',
  '3': 'changed',
  '5': 'accepted',
  '6': 'changed',
  '7': 'rejected',
  '10': 'rejected',
};
const KNOWN_FUNCTIONS = ['', '4', '9', '11', '12', '27', '29', '42', '44', '45'];
/** DTM qualifiers (2005) of a date that the seller confirms. */
const CONFIRMED = ['69', '67', '17', '76', '2', '63', '64', '35', '10'];

/** ORDRSP, D96A and D01B: the seller's answer to an order, line by line. */
export function readOrderResponse(context: MessageContext): IncomingResponse {
  const { draft, message, bgm } = context;
  const reasons: string[] = [];
  const written = bgm.value(3);
  if (!KNOWN_FUNCTIONS.includes(written))
    draft.report('FUNCTION_UNKNOWN', spotAt(bgm, 3), { allowed: '4, 9, 27, 29' });
  let answersNumber = '';
  let line: DraftLine | undefined;
  for (const segment of context.body) {
    const { tag } = segment;
    if (tag === 'LIN') line = startLine(context, segment);
    else if (tag === 'UNS') line = undefined;
    else if (line) readLine(context, line, segment);
    else if (tag === 'RFF' && (segment.value(1, 1) === 'ON' || segment.value(1, 1) === 'CO'))
      answersNumber ||= segment.value(1, 2);
    else if (tag === 'DTM') context.date(segment);
    else if (tag === 'FTX') reasons.push(MessageContext.text(segment));
  }
  if (answersNumber === '') draft.report('VALUE_MISSING', spotAt(bgm));
  if (context.number === '') draft.report('VALUE_MISSING', spotAt(bgm, 2));
  const { issuer, recipient } = context.between(SELLER, BUYER);
  const act = actOf(context);
  const findings = context.findings();
  const notes = draft.lines.map(({ values }) => values['answerNote']);
  const reason = [...reasons, ...new Set(notes.filter((note) => note !== undefined))]
    .join(' ')
    .trim()
    .slice(0, MAX_REASON);
  return {
    kind: 'response',
    syntax: 'edifact',
    type: 'order',
    messageType: messageTypeOf(message),
    messageReference: message.reference,
    number: context.number,
    function: 'original',
    issuer,
    recipient,
    answersNumber,
    act,
    reason: reason || `ORDRSP ${context.number}`,
    lines: draft.lines.map(answerLine),
    refused: findings.some(({ severity }) => severity === 'error'),
    findings,
  };
}

function startLine(context: MessageContext, segment: EdifactSegment): DraftLine {
  const { draft } = context;
  const line = draft.addLine(lineNumberOf(segment), spotAt(segment));
  if (line.lineNumber === 0) draft.report('NUMBER_UNREADABLE', spotAt(segment, 1));
  const answer = ANSWER_OF_ACTION[segment.value(2)];
  if (answer) line.values['answer'] = answer;
  return line;
}

/** The unit is the order's own; what the answer counts in stands beside. */
export function answerLine({ lineNumber, values: { unit, ...values } }: DraftLine): IncomingAnswerLine {
  return { lineNumber, values, ...(typeof unit === 'string' && { unit }) };
}

function readLine(context: MessageContext, line: DraftLine, segment: EdifactSegment): void {
  const { draft } = context;
  const qualifier = segment.value(1, 1);
  if (segment.tag === 'QTY') {
    // 113 (to be delivered) says more than 21 (ordered), whichever comes first
    if (qualifier !== '113' && (qualifier !== '21' || line.values['confirmedQuantity'] !== undefined)) return;
    context.quantity(line, segment, 'confirmedQuantity');
  } else if (segment.tag === 'DTM') {
    const date = context.date(segment);
    if (date && CONFIRMED.includes(qualifier) && line.values['confirmedDate'] === undefined)
      draft.setLine(line, 'confirmedDate', date.date, spotAt(segment, 1, 2));
  } else if (segment.tag === 'RFF' && qualifier === 'ON' && /^\d{1,6}$/.test(segment.value(1, 3)))
    line.lineNumber = Number(segment.value(1, 3));
  else if (segment.tag === 'FTX')
    draft.setLine(line, 'answerNote', MessageContext.text(segment), spotAt(segment, 4, 1));
}

/** What the header says, unless the lines say otherwise. */
function actOf({ bgm, draft }: MessageContext): IncomingResponse['act'] {
  const said = ACT_OF_FUNCTION[bgm.value(3)] ?? ACT_OF_RESPONSE[bgm.value(4)];
  const answers = draft.lines.map(({ values }) => values['answer']);
  const byLines: Act | undefined =
    answers.length > 0 && answers.every((answer) => answer === 'rejected')
      ? 'reject'
      : answers.some((answer) => answer === 'changed' || answer === 'rejected')
        ? 'modify'
        : answers.length > 0 && answers.every((answer) => answer === 'accepted')
          ? 'accept'
          : undefined;
  if (said === undefined) return byLines ?? 'compare';
  if (byLines === undefined || byLines === said) return said;
  draft.report('ANSWER_UNCLEAR', spotAt(bgm, 3));
  return byLines;
}
