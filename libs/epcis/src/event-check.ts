import { Finding, nearest } from '@maillon/kernel';
import { escapedAsKept, isKept, isXmlText } from './kept-text.js';
import { problem, ProblemCode, ProblemPlace } from './messages.js';
import { CanonicalEvent, EventItem, EventParty } from './model.js';
import { ReadingRules } from './reading-rules.js';
import { GS1_PREFIXES, Prefixes } from './prefixes.js';

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
  /** Set for events whose lists have something to say when they are filled. */
  tellsEmptyLists = false;
  /** Set for what is sent: what stands already keeps the identifiers and texts that were taken then. */
  isNew = false;
  errorDeclaration?: CanonicalEvent['errorDeclaration'];
  errors = 0;
  /** Prefixes that the document declares and this object uses. */
  used?: Set<string>;
  private readonly steps: (string | number)[] = [];
  private toldPrefixes?: Set<string>;

  constructor(
    readonly prefixes: Prefixes,
    private readonly root: string,
    private readonly eventIndex?: number,
    private readonly isXml = false,
    readonly rules: ReadingRules = {},
  ) {}

  /** Reports a text that no database holds, or no XML document. */
  checkText(value: string): void {
    if (!isKept(value) || (this.isNew && !isXmlText(value))) this.report('TEXT_NOT_KEPT', { value });
  }

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

  /** True once nothing more is kept: looking further would only cost time. */
  get isFull(): boolean {
    return this.findings.length > MAX_FINDINGS;
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
    if (this.isFull) return;
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

  /**
   * The XML schema lets pass what the JSON schema refuses: the same thing twice, a sensor's report without its type, a document's
   * date without offset. Words are spelt out there: one that still is was not known.
   */
  private inXml(code: ProblemCode, field: string): ProblemCode {
    if (code === 'DUPLICATE') return 'DUPLICATE_KEPT';
    if (code === 'WORD_SPELT_OUT') return 'WORD_UNKNOWN';
    if (code === 'TIME_WITHOUT_OFFSET' && field === 'creationDate') return 'CREATION_DATE_LOCAL';
    const isReport = code === 'FIELD_MISSING' && field === 'type' && this.steps.at(-2) === 'sensorReport';
    return isReport ? 'SENSOR_TYPE_KEPT' : code;
  }

  /** Notes that a declared prefix is used; GS1's own need no declaration. */
  use(prefix: string): void {
    const { names } = this.prefixes;
    if (names.get(prefix) !== GS1_PREFIXES.names.get(prefix)) (this.used ??= new Set()).add(prefix);
  }

  /** An empty list says nothing; with DELETE it may mean everything, and XML 1.x demands some of them. */
  reportEmptyList(): void {
    if (this.tellsEmptyLists && !this.isXml) this.report('LIST_EMPTY_KEPT');
  }

  /** Reports an undeclared prefix, once an event; with names of members it is an error. */
  reportPrefix(prefix: string, isName: boolean): void {
    const told = isName ? prefix : `${prefix}:`;
    if (this.prefixes.open || this.isFull || this.toldPrefixes?.has(told)) return;
    (this.toldPrefixes ??= new Set()).add(told);
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

const quoted = (name: string): string => `'${escapedAsKept(name.slice(0, 120).replace(/[\\']/g, '\\$&'))}'`;
