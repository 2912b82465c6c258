import { EdifactMessage, EdifactSegment } from '@maillon/formats';
import { EDI_PROBLEMS, EdiFault, EdiProblem } from '../edi-messages.js';
import { D01B, D96A, SEGMENTS_OF_TYPE, SegmentShapes } from './directory.js';

export interface DirectoryFault {
  readonly segment: EdifactSegment;
  readonly element?: number;
  readonly component?: number;
  readonly fault: EdiFault;
  readonly allowed?: string;
  readonly severity?: 'warning';
}

interface ComponentShape {
  readonly length: number;
  readonly numeric: boolean;
  readonly mandatory: boolean;
  /** For people: too long a text does not refuse the message. */
  readonly text: boolean;
}

interface ElementShape {
  readonly mandatory: boolean;
  readonly components: readonly ComponentShape[];
}

const SHAPES = new Map<SegmentShapes, Map<string, readonly ElementShape[]>>();

/** The directory whose elements a release of a message has: those before 97A are read as 96A. */
export function directoryOf(release: string): SegmentShapes {
  return /^9[0-6][A-Z]$/.test(release) ? D96A : D01B;
}

/** True for the two releases that are read as they are. */
export const isReadRelease = (version: string, release: string): boolean =>
  version === 'D' && (release === '96A' || release === '01B');

/** What a message breaks of its directory: segments, elements, lengths, mandatory values. At most 100. */
export function checkDirectory(message: EdifactMessage): DirectoryFault[] {
  const directory = directoryOf(message.release);
  const expected = SEGMENTS_OF_TYPE[message.type];
  const faults: DirectoryFault[] = [];
  const unexpected = new Set<string>();
  for (const segment of message.segments) {
    if (faults.length >= 100) break;
    const { tag } = segment;
    const shape = shapeOf(directory, tag);
    if (shape) checkElements(segment, shape, faults);
    const known = tag === 'UNH' || tag === 'UNT' || !expected || expected.has(tag);
    if (known || unexpected.has(tag)) continue;
    unexpected.add(tag);
    faults.push({ segment, fault: 'SEGMENT_UNEXPECTED' });
  }
  return faults;
}

function checkElements(
  segment: EdifactSegment,
  shape: readonly ElementShape[],
  faults: DirectoryFault[],
): void {
  const elements = segment.elements;
  shape.forEach(({ mandatory, components }, index) => {
    const written = elements[index] ?? [];
    const element = index + 1;
    const empty = written.every((value) => value === '');
    if (empty) {
      if (mandatory) faults.push({ segment, element, component: 1, fault: 'VALUE_MISSING' });
      return;
    }
    const composite = components.length > 1;
    written.slice(0, components.length + 1).forEach((value, at) => {
      const expected = components[at];
      const place = { segment, element, ...((composite || at > 0) && { component: at + 1 }) };
      if (!expected) {
        if (value !== '') faults.push({ ...place, fault: 'TOO_MANY_COMPONENTS' });
      } else if (value === '') {
        if (expected.mandatory) faults.push({ ...place, fault: 'VALUE_MISSING' });
      } else checkText(value, expected, place, faults);
    });
    components.slice(written.length).forEach((expected, at) => {
      const component = written.length + at + 1;
      if (expected.mandatory) faults.push({ segment, element, component, fault: 'VALUE_MISSING' });
    });
  });
  const over = elements.findIndex(
    (written, at) => at >= shape.length && written.some((value) => value !== ''),
  );
  if (over >= 0) faults.push({ segment, element: over + 1, fault: 'TOO_MANY_ELEMENTS' });
}

function checkText(
  value: string,
  { length, numeric, text }: ComponentShape,
  place: Pick<DirectoryFault, 'segment' | 'element' | 'component'>,
  faults: DirectoryFault[],
): void {
  // sign and decimal mark are not counted in the length of a number (ISO 9735-1, 10.2)
  const size = numeric ? value.replace(/[-.,]/g, '').length : [...value].length;
  if (numeric && !/^-?\d*[.,]?\d*$/.test(value)) faults.push({ ...place, fault: 'NOT_NUMERIC' });
  else if (size > length) {
    const severity = text ? ({ severity: 'warning' } as const) : {};
    faults.push({ ...place, fault: 'VALUE_TOO_LONG', allowed: String(length), ...severity });
  }
}

function shapeOf(directory: SegmentShapes, tag: string): readonly ElementShape[] | undefined {
  let shapes = SHAPES.get(directory);
  if (!shapes) {
    shapes = new Map(Object.entries(directory).map(([name, written]) => [name, parse(written)]));
    SHAPES.set(directory, shapes);
  }
  return shapes.get(tag);
}

function parse(written: string): ElementShape[] {
  return written.split(' ').map((element) => ({
    mandatory: element.startsWith('*'),
    components: element
      .replace('*', '')
      .split(':')
      .map((component) => ({
        length: Number(component.replace(/\D/g, '')),
        numeric: component.startsWith('n'),
        mandatory: component.endsWith('!'),
        text: component.startsWith('~'),
      })),
  }));
}

export const problemOf = ({ fault, allowed, severity }: DirectoryFault): EdiProblem => ({
  ...EDI_PROBLEMS[fault],
  ...(allowed && { allowed }),
  ...(severity && { severity }),
});
