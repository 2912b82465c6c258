import { ServiceCharacters } from './service-characters.js';

/** The file that segments are cut from: one sign a byte, so that indexes are byte offsets. */
export interface SegmentSource {
  readonly text: string;
  readonly characters: ServiceCharacters;
  readonly utf8: boolean;
  decode(latin1: string): string;
}

/** The message that a segment belongs to. */
export interface SegmentOwner {
  readonly index: number;
  readonly reference: string;
}

export interface SegmentExtent {
  /** Bytes of the segment, its terminator left out. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

const KNOWN_TAGS = new Map<string, string>();

/** The tag that starts a segment: what comes before the first separator, eight signs at most. */
export function tagAt(
  { text, characters, decode }: SegmentSource,
  { start, end }: { start: number; end: number },
): string {
  const after = start + 3 < end ? text[start + 3] : characters.element;
  if (end - start < 3 || (after !== characters.element && after !== characters.component)) {
    const head = text.slice(start, Math.min(end, start + 24)).replace(/[\r\n]/g, '');
    const cut = [...head].findIndex((sign) => sign === characters.element || sign === characters.component);
    return decode(cut < 0 ? head : head.slice(0, cut))
      .slice(0, 8)
      .trim();
  }
  const tag = text.slice(start, start + 3);
  const known = KNOWN_TAGS.get(tag);
  if (known !== undefined) return known;
  // one string a tag, whatever the number of segments
  if (KNOWN_TAGS.size < 1000) KNOWN_TAGS.set(tag, tag);
  return tag;
}

/**
 * One segment. Its elements are cut from the file when they are asked for, so that a million segments weigh little.
 * Elements and components count from 1: `value(1, 3)` of QTY+21:2:PCE is PCE.
 */
export class EdifactSegment {
  /** 0-based byte of the file where the segment starts. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  private readonly end: number;

  constructor(
    private readonly source: SegmentSource,
    extent: SegmentExtent,
    readonly tag: string,
    /** Place in the message, UNH being 1; place in the interchange for UNB and UNZ. */
    readonly number: number,
    readonly owner?: SegmentOwner,
  ) {
    this.offset = extent.start;
    this.end = extent.end;
    this.line = extent.line;
    this.column = extent.column;
  }

  /** The text of a component, blanks at its end left out (ISO 9735-1, 10); an empty string where there is none. */
  value(element: number, component = 1): string {
    const found = this.find(element, component);
    return found ? this.read(found[0], found[1]).trimEnd() : '';
  }

  /** `elements[0][2]` is component 3 of element 1. Of a repeated element (syntax version 4) the first is given. */
  get elements(): string[][] {
    const all: string[][] = [];
    this.walk((element, component, from, to, repetition) => {
      if (element === 0 || repetition > 1) return;
      (all[element - 1] ??= [])[component - 1] = this.read(from, to).trimEnd();
    });
    return all;
  }

  /** Every repetition of an element, each as its components. */
  repetitions(wanted: number): string[][] {
    const all: string[][] = [];
    this.walk((element, component, from, to, repetition) => {
      if (element === wanted) (all[repetition - 1] ??= [])[component - 1] = this.read(from, to).trimEnd();
    });
    return all;
  }

  /** Where an element or a component starts; the segment's own start where it is missing. */
  place(element?: number, component = 1): { offset: number; line: number; column: number } {
    const { offset: start, line, column } = this;
    const found =
      element === undefined ? undefined : (this.find(element, component) ?? this.find(element, 1));
    const target = found?.[0] ?? start;
    const place = { offset: target, line, column };
    for (let at = start; at < target; at++) {
      const code = this.source.text.charCodeAt(at);
      if (code === 10 || (code === 13 && this.source.text.charCodeAt(at + 1) !== 10)) {
        place.line++;
        place.column = 1;
      } else if (!this.source.utf8 || (code & 0xc0) !== 0x80) place.column++;
    }
    return place;
  }

  /** The element and component that a byte of the file stands in. */
  positionOf(offset: number): { element: number; component: number } {
    let position = { element: 0, component: 1 };
    this.walk((element, component, from, to) => {
      if (offset >= from && offset <= to) position = { element, component };
    });
    return position;
  }

  /** As written, for a message to a person. */
  toString(): string {
    return this.source.decode(this.source.text.slice(this.offset, this.end));
  }

  private find(wantedElement: number, wantedComponent: number): [number, number] | undefined {
    const { offset: start, end } = this;
    const { text, characters } = this.source;
    const elementSign = characters.element.charCodeAt(0);
    const componentSign = characters.component.charCodeAt(0);
    const release = characters.release.charCodeAt(0);
    const repetition = characters.repetition.charCodeAt(0);
    let element = 0;
    let component = 1;
    let from = start;
    for (let at = start; at <= end; at++) {
      const code = at < end ? text.charCodeAt(at) : elementSign;
      if (code === release && at + 1 < end) at++;
      else if (code === elementSign || (code === repetition && element === wantedElement)) {
        if (element === wantedElement) return component === wantedComponent ? [from, at] : undefined;
        element++;
        component = 1;
        from = at + 1;
      } else if (code === componentSign) {
        if (element === wantedElement && component === wantedComponent) return [from, at];
        component++;
        from = at + 1;
      }
    }
    return undefined;
  }

  private walk(
    visit: (element: number, component: number, from: number, to: number, repetition: number) => void,
  ): void {
    const { offset: start, end } = this;
    const { text, characters } = this.source;
    let [element, component, repetition, from] = [0, 1, 1, start];
    for (let at = start; at <= end; at++) {
      const sign = at < end ? text[at]! : characters.element;
      if (sign === characters.release && at + 1 < end) {
        at++;
        continue;
      }
      const last = sign === characters.element;
      if (!last && sign !== characters.component && sign !== characters.repetition) continue;
      visit(element, component, from, at, repetition);
      from = at + 1;
      if (last) [element, component, repetition] = [element + 1, 1, 1];
      else if (sign === characters.component) component++;
      else [component, repetition] = [1, repetition + 1];
    }
  }

  /** Bytes as text: release characters and the line breaks of wrapped files are taken out. */
  private read(from: number, to: number): string {
    const { text, characters } = this.source;
    let slice = text.slice(from, to);
    if (slice.includes('\n') || slice.includes('\r')) slice = slice.replace(/[\r\n]/g, '');
    const { release } = characters;
    if (release && slice.includes(release)) {
      let plain = '';
      for (let at = 0; at < slice.length; at++) {
        if (slice[at] === release && at + 1 < slice.length) at++;
        plain += slice[at];
      }
      slice = plain;
    }
    return this.source.decode(slice);
  }
}
