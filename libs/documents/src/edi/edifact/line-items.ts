import { hasValidCheckDigit } from '@maillon/epcis';
import { EdifactSegment } from '@maillon/formats';
import { DraftLine, IncomingDraft } from '../incoming-draft.js';
import { spotAt } from './message-context.js';

/** Code list 7143 -> field. The others are left out. */
const FIELD_OF_ITEM_CODE: Readonly<Record<string, string>> = {
  EN: 'gtin',
  SRV: 'gtin',
  UP: 'gtin',
  IN: 'buyerItem',
  BP: 'buyerItem',
  SA: 'sellerItem',
  VN: 'sellerItem',
  VP: 'sellerItem',
  NB: 'lot',
  SN: 'serial',
};

/** An item number (C212) into the field that its qualifier means. */
function setItemNumber(
  draft: IncomingDraft,
  line: DraftLine,
  segment: EdifactSegment,
  element: number,
): void {
  const [number, code] = [segment.value(element, 1), segment.value(element, 2)];
  if (number === '') return;
  const field = code === '' ? guessField(number) : FIELD_OF_ITEM_CODE[code];
  if (field && line.values[field] === undefined)
    draft.setLine(line, field, number, spotAt(segment, element, 1));
}

/** Without qualifier: a number with a true check digit is a GTIN, another one the seller's. */
const guessField = (number: string): string =>
  /^(?:\d{8}|\d{12,14})$/.test(number) && hasValidCheckDigit(number) ? 'gtin' : 'sellerItem';

/** LIN, PIA and IMD: which item a line is about. True where the segment was one of these. */
export function readItem(draft: IncomingDraft, line: DraftLine, segment: EdifactSegment): boolean {
  const { tag } = segment;
  if (tag === 'LIN') setItemNumber(draft, line, segment, 3);
  else if (tag === 'PIA')
    for (let element = 2; element <= 6; element++) setItemNumber(draft, line, segment, element);
  else if (tag === 'IMD') {
    const text = [4, 5].map((component) => segment.value(3, component)).join(' ');
    const before = line.values['description'];
    const whole = before === undefined ? text : `${before} ${text}`;
    const full = typeof before === 'string' && before.length >= 200;
    if (text.trim() !== '' && !full) draft.setLine(line, 'description', whole, spotAt(segment, 3, 4));
  } else return false;
  return true;
}

/** Number of the line as the sender counts: LIN 1; zero where it has none. */
export const lineNumberOf = (segment: EdifactSegment): number =>
  /^\d{1,6}$/.test(segment.value(1)) ? Number(segment.value(1)) : 0;

/** Numbers of GIN, and of GIR, with their qualifier (7405), ranges left as their first. */
export function identityNumbers(
  segment: EdifactSegment,
): { qualifier: string; value: string; element: number }[] {
  const found: { qualifier: string; value: string; element: number }[] = [];
  for (let element = 2; element <= 6; element++) {
    const qualifier = segment.tag === 'GIN' ? segment.value(1) : segment.value(element, 2);
    const value = segment.value(element, 1);
    if (value !== '') found.push({ qualifier, value, element });
  }
  return found;
}
