import { Text, text } from '@maillon/kernel';
import { printable } from '../csv-problem.js';
import { EdifactSegment } from './edifact-segment.js';
import { EdifactFinding } from './edifact-types.js';

export interface EdifactProblem {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  /** Code list 0085 of the EDIFACT directory. */
  readonly syntaxError: string;
  readonly element?: number;
  readonly component?: number;
  /** What stands there; read from the segment where it is not given. */
  readonly value?: string;
  readonly allowed?: string;
  readonly nearest?: string;
  /** What is wrong, without where: that is put before it. */
  readonly message: Text;
  readonly remedy: Text;
}

/**
 * A finding about a segment, or about an element or component of it: `path` is `ORDERS-1/17:QTY/1.3` (message reference,
 * segment number and tag, element and component), `field` is `QTY 1.3`, and the message says where in words.
 */
export function edifactFinding(segment: EdifactSegment, problem: EdifactProblem): EdifactFinding {
  const { code, severity = 'error', syntaxError, element, component, allowed, nearest, remedy } = problem;
  const { owner, number, tag } = segment;
  const { offset, line, column } = segment.place(element, component);
  const spot =
    element === undefined ? '' : component === undefined ? `${element}` : `${element}.${component}`;
  const shownTag = printable(tag).slice(0, 8) || '…';
  const path = [owner?.reference && printable(owner.reference), `${number}:${shownTag}`, spot];
  const value = problem.value ?? (element === undefined ? undefined : segment.value(element, component));
  return {
    code,
    severity,
    path: path.filter((part) => part).join('/'),
    line,
    column,
    field: spot ? `${shownTag} ${spot}` : shownTag,
    ...(value && { value: printable(value) }),
    ...(allowed && { allowed }),
    ...(nearest && { nearest }),
    message: text(
      `${whereFr(segment, shownTag, element, component)} : ${problem.message.fr}`,
      `${whereEn(segment, shownTag, element, component)}: ${problem.message.en}`,
    ),
    remedy,
    edifact: {
      ...(owner && { messageIndex: owner.index, messageReference: owner.reference }),
      segment: number,
      tag,
      ...(element !== undefined && { element }),
      ...(component !== undefined && { component }),
      offset,
      syntaxError,
    },
  };
}

function whereFr({ number }: EdifactSegment, tag: string, element?: number, component?: number): string {
  const parts = [`Segment ${number} (${tag})`];
  if (element !== undefined) parts.push(`élément ${element}`);
  if (component !== undefined) parts.push(`composant ${component}`);
  return parts.join(', ');
}

function whereEn({ number }: EdifactSegment, tag: string, element?: number, component?: number): string {
  const parts = [`Segment ${number} (${tag})`];
  if (element !== undefined) parts.push(`element ${element}`);
  if (component !== undefined) parts.push(`component ${component}`);
  return parts.join(', ');
}

/** Findings of one message or interchange, bounded: beyond the bound only the first error is kept. */
export class FindingList {
  private readonly found: EdifactFinding[] = [];
  private refused = false;

  constructor(private readonly budget: { left: number }) {}

  add(segment: EdifactSegment, problem: EdifactProblem): void {
    const error = problem.severity !== 'warning';
    if (this.found.length >= 100 || this.budget.left <= 0) {
      if (!error || this.refused) return;
    }
    this.refused ||= error;
    this.budget.left--;
    this.found.push(edifactFinding(segment, problem));
  }

  get all(): readonly EdifactFinding[] {
    return this.found;
  }
}
