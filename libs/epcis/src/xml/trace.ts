import { XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { pathOf } from '../event-check.js';

/** Where something stands in an XML document: 1-based line and column, path of element names. */
export interface XmlSpot {
  readonly line: number;
  readonly column: number;
  readonly xpath: string;
}

/**
 * Remembers which element each JSON path came from. Only made for events in which something was found wrong: then they
 * are converted once more.
 */
export class Trace {
  private constructor(
    private readonly spots: Map<string, XmlSpot>,
    readonly at: string,
    readonly xpath: string,
    private readonly counts = new Map<string, number>(),
  ) {}

  static from(at: string, xpath: string, element: { line: number; column: number }): Trace {
    const spots = new Map([[at, { line: element.line, column: element.column, xpath }]]);
    return new Trace(spots, at, xpath);
  }

  /** The place of a member, or of an entry of a list, that came from an element inside this one. */
  into(step: string | number, element: XmlElement): Trace {
    const count = (this.counts.get(element.name) ?? 0) + 1;
    this.counts.set(element.name, count);
    const xpath = `${this.xpath}/${element.name}${count > 1 || typeof step === 'number' ? `[${count}]` : ''}`;
    return this.keep(step, xpath, element);
  }

  /** The place of a member that came from an attribute of this element. */
  attribute(step: string, element: XmlElement): void {
    this.keep(step, `${this.xpath}/@${step}`, element);
  }

  private keep(step: string | number, xpath: string, { line, column }: XmlElement): Trace {
    const at = pathOf(this.at, [step]);
    if (!this.spots.has(at)) this.spots.set(at, { line, column, xpath });
    return new Trace(this.spots, at, xpath);
  }

  /** The place of a JSON path; of the nearest thing round it, its missing names added, where it came from no element. */
  spotOf(path: string): XmlSpot | undefined {
    let rest = '';
    for (let at = path; ;) {
      const found = this.spots.get(at);
      if (found) return rest === '' ? found : { ...found, xpath: found.xpath + rest };
      const step = /(?:\.\w+|\[\d+\]|\['(?:[^'\\]|\\.)*'\])$/.exec(at)?.[0];
      if (!step) return undefined;
      const name = /^(?:\.(\w+)|\['(.*)'\])$/.exec(step);
      if (name) rest = `/${name[1] ?? name[2]}${rest}`;
      at = at.slice(0, -step.length);
    }
  }
}

/** The findings with line, column and path of element names in the place of their JSON path. */
export function placed(findings: readonly Finding[], trace: Trace): Finding[] {
  return findings.map((finding) => {
    const spot =
      finding.line === undefined && finding.path !== undefined ? trace.spotOf(finding.path) : undefined;
    return spot ? { ...finding, path: spot.xpath, line: spot.line, column: spot.column } : finding;
  });
}
