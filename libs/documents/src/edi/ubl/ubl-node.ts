import { XmlElement } from '@maillon/formats';
import { Finding, text } from '@maillon/kernel';
import { EdiProblem } from '../edi-messages.js';
import { Spot } from '../incoming-draft.js';

/** An element of a UBL document that knows its path: `/Order/OrderLine[2]/LineItem`. */
export class UblNode implements Spot {
  constructor(
    readonly element: XmlElement,
    readonly path: string,
  ) {}

  get name(): string {
    return this.element.name;
  }

  /** Its text, blanks at the ends left out. */
  get text(): string {
    return this.element.text.trim();
  }

  attribute(name: string): string {
    return (this.element.attributes[name] ?? '').trim();
  }

  /** All children. A position stands in the paths of those whose name is there more than once. */
  get children(): UblNode[] {
    const counts = new Map<string, number>();
    for (const { name } of this.element.children) counts.set(name, (counts.get(name) ?? 0) + 1);
    const seen = new Map<string, number>();
    return this.element.children.map((child) => {
      const position = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, position);
      const suffix = counts.get(child.name)! > 1 ? `[${position}]` : '';
      return new UblNode(child, `${this.path}/${child.name}${suffix}`);
    });
  }

  /** Children of that local name. */
  all(name: string): UblNode[] {
    const found = this.element.children.filter((child) => child.name === name);
    return found.map((child, index) => {
      const position = found.length > 1 ? `[${index + 1}]` : '';
      return new UblNode(child, `${this.path}/${name}${position}`);
    });
  }

  /** The first element down a path of local names. */
  at(...names: readonly string[]): UblNode | undefined {
    return names.reduce<UblNode | undefined>((node, name) => node?.all(name)[0], this);
  }

  /** Something wrong with this element: with its path, line and column, and its text as value. */
  fault(problem: EdiProblem): Finding {
    const { code, severity = 'error', value = this.text, allowed, nearest, message, remedy } = problem;
    const { line, column } = this.element;
    return {
      code,
      severity,
      path: this.path,
      line,
      column,
      field: this.name,
      ...(value && { value: value.slice(0, 80) }),
      ...(allowed && { allowed }),
      ...(nearest && { nearest }),
      message: text(
        `Ligne ${line}, élément ${this.path} : ${message.fr}`,
        `Line ${line}, element ${this.path}: ${message.en}`,
      ),
      remedy,
    };
  }
}
