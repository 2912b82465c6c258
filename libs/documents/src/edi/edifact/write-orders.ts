import { SegmentContent } from '@maillon/formats';
import { OutgoingDocument, OutgoingResponse } from '../edi-types.js';
import { EdiProfile } from '../profiles.js';
import {
  day,
  freeText,
  FUNCTION_CODES,
  item,
  party,
  place,
  quantity,
  textOf,
  when,
} from './segment-builders.js';

/** ORDERS: what stands between UNH and UNT. */
export function writeOrders(document: OutgoingDocument, profile: EdiProfile): SegmentContent[] {
  const { header, lines, issuer, recipient } = document;
  const segments: SegmentContent[] = [
    ['BGM', '220', textOf(header['number']), FUNCTION_CODES[document.function ?? 'original']],
    ...day('137', header['issueDate']),
    ...day('2', header['requestedDate']),
    ...freeText('AAI', header['note'], profile),
    ...when(header['contractNumber'], (number) => ['RFF', ['CT', number]]),
    ...party('BY', issuer, profile),
    ...party(profile.sellerQualifier, recipient, profile),
    ...place(profile.deliveryQualifier, header['deliveryLocation']),
    ...when(header['currency'], (currency) => ['CUX', ['2', currency, '9']]),
    ...when(header['incoterm'], (incoterm) => ['TOD', '3', undefined, [incoterm]]),
    ...when(header['incotermPlace'], (name) => ['LOC', '1', [undefined, undefined, undefined, name]]),
  ];
  for (const { lineNumber, values } of lines)
    segments.push(
      ...item(lineNumber, values, profile),
      ...quantity('21', values['quantity'], values['unit']),
      ...day('2', values['requestedDate']),
      ...freeText('LIN', values['note'], profile),
      ...when(values['price'], (price) => ['PRI', ['AAA', price]]),
    );
  segments.push(['UNS', 'S'], ['CNT', ['2', String(lines.length)]]);
  return segments;
}

const ACT_CODES = { accept: '29', modify: '4', reject: '27' } as const;
const ANSWER_CODES: Readonly<Record<string, string>> = { accepted: '5', changed: '3', rejected: '7' };

/** ORDRSP: the seller's answer to an order. Lines without answer are answered as the whole order is. */
export function writeOrderResponse(response: OutgoingResponse, profile: EdiProfile): SegmentContent[] {
  const { act, lines, issuer, recipient } = response;
  const whole = act === 'reject' ? 'rejected' : 'accepted';
  const segments: SegmentContent[] = [
    ['BGM', '231', response.number, ACT_CODES[act]],
    ...day('137', response.issueDate),
    ...freeText('AAI', response.reason, profile),
    ['RFF', ['ON', response.answersNumber]],
    ...party('BY', recipient, profile),
    ...party(profile.sellerQualifier, issuer, profile),
  ];
  for (const { lineNumber, values } of lines) {
    const answer = act === 'modify' ? String(values['answer'] ?? whole) : whole;
    segments.push(
      ...item(lineNumber, values, profile, ANSWER_CODES[answer]),
      ...(answer === 'rejected'
        ? []
        : quantity('113', values['confirmedQuantity'] ?? values['quantity'], values['unit'])),
      ...day('69', values['confirmedDate']),
      ...freeText('LIN', values['answerNote'], profile),
    );
  }
  segments.push(['UNS', 'S'], ['CNT', ['2', String(lines.length)]]);
  return segments;
}
