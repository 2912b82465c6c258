import { Finding, nearest } from '@maillon/kernel';
import { problem, ProblemCode, ProblemPlace } from './messages.js';
import { CanonicalEvent, EventItem, EventParty } from './model.js';
import { Prefixes } from './prefixes.js';

/** Findings kept for one event; the rest would only repeat them. */
export const MAX_FINDINGS = 100;
/** Nesting inside one event or header, and one more than any standard member reaches. */
export const MAX_DEPTH = 32;

/** The state of reading one object: where the reader stands, what it found wrong, and the parts it has gathered. */
export class EventCheck {
  readonly findings: Finding[] = [];
  readonly items: EventItem[] = [];
  readonly parties: EventParty[] = [];
  readonly transactions: { type?: string; uri: string }[] = [];
  readonly certifications: string[] = [];
  readonly places: { readPoint?: string; bizLocation?: string } = {};
  errorDeclaration?: CanonicalEvent['errorDeclaration'];
  errors = 0;
  private readonly steps: (string | number)[] = [];
  private readonly toldPrefixes = new Set<string>();

  constructor(
    readonly prefixes: Prefixes,
    private readonly root: string,
    private readonly eventIndex?: number,
    private readonly isXml = false,
  ) {}

  enter(step: string | number): void {
    this.steps.push(step);
  }

  leave(): void {
    this.steps.pop();
  }

  /** JSON path of the present place. */
  get path(): string {
    return pathOf(this.root, this.steps);
  }

  get depth(): number {
    return this.steps.length;
  }

  /** Name of the innermost member, list positions passed over. */
  get field(): string {
    const name = this.steps.findLast((step) => typeof step === 'string');
    return name === undefined ? '' : String(name);
  }

  /** Keeps a finding at the present place, or at the member `place.field` of the present object when `inside`. */
  report(code: ProblemCode, place: ProblemPlace = {}, inside = false): void {
    if (this.findings.length > MAX_FINDINGS) return;
    const field = place.field ?? this.field;
    const path = pathOf(this.root, inside ? [...this.steps, field] : this.steps);
    const full = this.findings.length === MAX_FINDINGS;
    const told = this.isXml ? this.inXml(code, field) : code;
    const finding = full
      ? problem('TOO_MANY_PROBLEMS', {
          path: this.root,
          allowed: String(MAX_FINDINGS),
          eventIndex: this.eventIndex,
        })
      : problem(told, { ...place, field, path, eventIndex: this.eventIndex });
    this.findings.push(finding);
    if (finding.severity === 'error') this.errors++;
  }

  /** The XML schema lets pass what the JSON schema refuses: the same thing twice, a sensor's report without its type. */
  private inXml(code: ProblemCode, field: string): ProblemCode {
    if (code === 'DUPLICATE') return 'DUPLICATE_KEPT';
    const isReport = code === 'FIELD_MISSING' && field === 'type' && this.steps.at(-2) === 'sensorReport';
    return isReport ? 'SENSOR_TYPE_KEPT' : code;
  }

  /** Reports an undeclared prefix, once an event; with names of members it is an error. */
  reportPrefix(prefix: string, isName: boolean): void {
    const told = isName ? prefix : `${prefix}:`;
    if (this.prefixes.open || this.toldPrefixes.has(told)) return;
    this.toldPrefixes.add(told);
    const near = nearest(prefix, [...this.prefixes.names.keys()]);
    this.report(isName ? 'PREFIX_UNDECLARED' : 'PREFIX_UNDECLARED_IN_VALUE', {
      value: prefix,
      nearest: near,
    });
  }
}

/** JSON path of steps from a root: `$.eventList[3]['ex:colour']`. */
export function pathOf(root: string, steps: readonly (string | number)[]): string {
  let path = root;
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`;
    else path += /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${quoted(step)}]`;
  }
  return path;
}

const quoted = (name: string): string => `'${name.slice(0, 120).replace(/[\\']/g, '\\$&')}'`;
