import { XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { LONGEST_NAME, stepsOf } from '../json-places.js';
import { inXmlWords, xmlStep } from './xml-words.js';

/** Where something stands in an XML document: 1-based line and column, path of element names. */
export interface XmlSpot {
  readonly line: number;
  readonly column: number;
  readonly xpath: string;
}

/** What is wanted at one JSON path, and below it. */
interface Wanted {
  readonly members: Map<string, Wanted>;
  spot?: XmlSpot;
}

type Spotted = Pick<XmlElement, 'line' | 'column'>;

/**
 * Remembers which elements the JSON paths of findings came from. Only made for events in which something was found wrong:
 * then they are converted once more.
 */
export class Trace {
  /** What comes from here is not wanted. */
  private static readonly nowhere = new Trace(undefined, '', '');
  private counts?: Map<string, number>;

  private constructor(
    private readonly wanted: Wanted | undefined,
    private readonly root: string,
    private readonly xpath: string,
  ) {}

  /** For findings below the JSON path `root`, which came from `element`. */
  static of(findings: readonly Finding[], root: string, xpath: string, element: Spotted): Trace {
    const wanted: Wanted = {
      members: new Map(),
      spot: { line: element.line, column: element.column, xpath },
    };
    for (const { path, line } of findings) {
      let at = wanted;
      for (const step of line === undefined && path !== undefined ? stepsOf(path, root) : []) {
        let next = at.members.get(step);
        if (!next) at.members.set(step, (next = { members: new Map() }));
        at = next;
      }
    }
    return new Trace(wanted, root, xpath);
  }

  /** The place of a member, or of an entry of a list, that came from an element inside this one. */
  into(step: string | number, element: XmlElement): Trace {
    if (!this.wanted) return this;
    this.counts ??= new Map();
    const count = (this.counts.get(element.name) ?? 0) + 1;
    this.counts.set(element.name, count);
    const next = this.wanted.members.get(String(step).slice(0, LONGEST_NAME));
    if (!next) return Trace.nowhere;
    const xpath = `${this.xpath}/${element.name}${count > 1 || typeof step === 'number' ? `[${count}]` : ''}`;
    next.spot ??= { line: element.line, column: element.column, xpath };
    return new Trace(next, this.root, xpath);
  }

  /** A member that is a list without an element of its own: its entries stand in this one. */
  list(step: string): Trace {
    if (!this.wanted) return this;
    const next = this.wanted.members.get(step);
    return next ? new Trace(next, this.root, this.xpath) : Trace.nowhere;
  }

  /** For members that came from another part of the document, whose path is told. */
  from(xpath: string): Trace {
    return new Trace(this.wanted, this.root, xpath);
  }

  /** The place of a member that came from an attribute of this element. */
  attribute(step: string, { line, column }: XmlElement): void {
    const next = this.wanted?.members.get(step.slice(0, LONGEST_NAME));
    if (next) next.spot ??= { line, column, xpath: `${this.xpath}/@${step}` };
  }

  /** The place of a member that this element says itself: by its text, or by its own name. */
  own(step: string, { line, column }: XmlElement): void {
    const next = this.wanted?.members.get(step);
    if (next) next.spot ??= { line, column, xpath: this.xpath };
  }

  /** The place of a JSON path; of the nearest thing round it, its missing names added, where it came from no element. */
  private spotOf(path: string): XmlSpot | undefined {
    if (!path.startsWith(this.root)) return undefined;
    let at = this.wanted;
    let spot = at?.spot;
    let missing = '';
    for (const step of stepsOf(path, this.root)) {
      at = at?.members.get(step);
      if (at?.spot) [spot, missing] = [at.spot, ''];
      else if (!/^\d+$/.test(step)) missing += `/${xmlStep(step)}`;
    }
    return spot && (missing === '' ? spot : { ...spot, xpath: spot.xpath + missing });
  }

  /** The findings with line, column and path of element names in the place of their JSON path. */
  place(findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => {
      const { line, path } = finding;
      const spot = line === undefined && path !== undefined ? this.spotOf(path) : undefined;
      const told = inXmlWords(finding);
      return spot ? { ...told, path: spot.xpath, line: spot.line, column: spot.column } : told;
    });
  }
}
