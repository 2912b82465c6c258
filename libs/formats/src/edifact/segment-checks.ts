import { firstBadByte } from '../text-encoding.js';
import { EdifactCharset } from './edifact-charset.js';
import { EdifactFault } from './edifact-messages.js';
import { EdifactSegment } from './edifact-segment.js';
import { EdifactLimits } from './edifact-types.js';
import { ScannedSegment } from './segment-scanner.js';

interface CheckContext {
  readonly limits: EdifactLimits;
  readonly charset: EdifactCharset;
  readonly bytes: Uint8Array;
  /** First byte of a character that was lost before sending (U+FFFD), or -1. */
  readonly lostAt: number;
  /** Warnings already given for this interchange. */
  readonly told: Set<string>;
  report(fault: EdifactFault, where?: { element?: number; component?: number; value?: string }): void;
}

const TAG = /^[A-Z][A-Z0-9]{2}$/;

/** Reports what is wrong with one segment whatever its meaning: its tag, its signs, its size. */
export function checkSegment(segment: EdifactSegment, scanned: ScannedSegment, context: CheckContext): void {
  const { limits, report } = context;
  if (!TAG.test(segment.tag)) report('TAG_INVALID', { value: segment.toString() });
  if (!scanned.closed) report('SEGMENT_NOT_CLOSED');
  if (scanned.elements > limits.elements) report('TOO_MANY_ELEMENTS');
  else if (scanned.components > limits.components) report('TOO_MANY_ELEMENTS');
  if (scanned.controlAt !== undefined) reportAt(segment, scanned.controlAt, 'CONTROL_CHARACTER', context);
  remarkAt(segment, scanned.needlessReleaseAt, 'NEEDLESS_RELEASE', context);
  remarkAt(segment, scanned.lineBreakAt, 'WRAPPED', context);
  checkCharset(segment, scanned, context);
}

function checkCharset(segment: EdifactSegment, { start, end }: ScannedSegment, context: CheckContext): void {
  const { charset, bytes, lostAt } = context;
  if (segment.tag === 'UNB' && charset.doubt)
    context.report(`CHARSET_${charset.doubt}`, { element: 1, component: 1 });
  if (charset.readAs !== 'utf-8') return;
  if (lostAt >= start && lostAt < end) remarkAt(segment, lostAt, 'CHARACTER_LOST', context);
  if (charset.sound) return;
  const part = Buffer.from(bytes.subarray(start, end));
  const bad = firstBadByte(part, 'utf-8');
  if (bad >= 0) reportAt(segment, start + bad, 'BAD_CHARACTER', context);
}

/** Reports a warning the first time that it is met in an interchange. */
function remarkAt(
  segment: EdifactSegment,
  offset: number | undefined,
  fault: EdifactFault,
  context: CheckContext,
): void {
  if (offset === undefined || context.told.has(fault)) return;
  context.told.add(fault);
  reportAt(segment, offset, fault, context);
}

function reportAt(segment: EdifactSegment, offset: number, fault: EdifactFault, context: CheckContext): void {
  const { element, component } = segment.positionOf(offset);
  context.report(fault, element === 0 ? { value: segment.toString() } : { element, component });
}
