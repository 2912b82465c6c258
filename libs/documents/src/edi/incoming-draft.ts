import { UNITS, unitFromText } from '@maillon/filieres';
import { Finding, nearest } from '@maillon/kernel';
import { checkValue } from '../check-value.js';
import { DocumentDefinition, FieldDefinition } from '../definition.js';
import { FieldValue } from '../document.js';
import { EDI_PROBLEMS, EdiFault, EdiProblem, fieldNotGiven } from './edi-messages.js';
import { IncomingLine } from './edi-types.js';

/** A place of a message, which knows how to say where it is. */
export interface Spot {
  fault(problem: EdiProblem): Finding;
}

type WritableValues = Record<string, FieldValue>;

export interface DraftLine {
  lineNumber: number;
  readonly values: WritableValues;
  readonly spot: Spot;
}

/** Findings that a file may still give. */
export interface FindingBudget {
  left: number;
}

export const findingBudget = (): FindingBudget => ({ left: FILE_FINDINGS });

type More = Partial<Pick<EdiProblem, 'value' | 'allowed' | 'nearest'>>;

/** Findings that one message keeps, and that one file does: beyond it, a message keeps its first error only. */
const MAX_FINDINGS = 200;
const FILE_FINDINGS = 5000;
/** As many as a document may have. */
const MAX_LINES = 20_000;
/** Longest reason that an answer is given. */
export const MAX_REASON = 2000;
const MAX_NUMBER = 1e12;
const DECIMALS = 6;
const MAX_TEXT = 200;
const MAX_NOTE = 4000;
/** Free texts may lose their end; numbers and references may not. */
const FREE_TEXTS = new Set(['description', 'note', 'answerNote', 'carrierName', 'incotermPlace']);
/** Codes that a document can do without. */
const SPARE_CODES = new Set(['incoterm', 'packageType', 'rejectReason']);
/** Units of Recommendation 20 that EDI writes for those of the platform. */
const EDI_UNITS: Readonly<Record<string, string>> = { NAR: 'H87', NMB: 'H87', NPR: 'PR', MTQ: 'MTQ' };
const UNIT_LIST = UNITS.map(({ code }) => code).join(', ');

/** A number as EDIFACT and XML write it: a point or a comma as decimal mark, no thousands separator (ISO 9735-1, 10.2). */
export function readNumber(written: string): number | undefined {
  const text = written.trim();
  return /^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** The UN/ECE Rec 20 code of a unit written in a message. */
export function readUnit(written: string): string | undefined {
  const text = written.trim();
  return EDI_UNITS[text.toUpperCase()] ?? unitFromText(text);
}

/** Fields of one document as a message gives them, each checked where it stands; and everything found wrong with them. */
export class IncomingDraft {
  readonly header: WritableValues = {};
  readonly lines: DraftLine[] = [];
  readonly findings: Finding[] = [];
  private readonly told = new Set<string>();
  /** Fields that were written and could not be read: they are wrong, not missing. */
  private readonly unreadable = new Map<object, Set<string>>();

  private readonly notes: { readonly texts: string[]; length: number } = { texts: [], length: 0 };

  constructor(
    readonly definition: DocumentDefinition,
    readonly budget: FindingBudget = findingBudget(),
  ) {}

  private hasError = false;

  get refused(): boolean {
    return this.hasError;
  }

  report(fault: EdiFault | EdiProblem, spot: Spot, more: More = {}): void {
    const problem = typeof fault === 'string' ? EDI_PROBLEMS[fault] : fault;
    if (this.isSated && (problem.severity === 'warning' || this.refused)) return;
    this.budget.left--;
    this.hasError ||= problem.severity !== 'warning';
    this.findings.push(spot.fault({ ...problem, ...more }));
  }

  /** True once findings are kept no longer, but for a first error. */
  private get isSated(): boolean {
    return this.findings.length >= MAX_FINDINGS || this.budget.left <= 0;
  }

  /** Reports a warning once a message. */
  remark(fault: EdiFault, spot: Spot, more: More = {}): void {
    if (this.told.has(fault)) return;
    this.told.add(fault);
    this.report(fault, spot, more);
  }

  addLine(lineNumber: number, spot: Spot): DraftLine {
    const line: DraftLine = { lineNumber, values: {}, spot };
    if (this.lines.length < MAX_LINES) this.lines.push(line);
    else this.remark('LINES_TOO_MANY', spot, { allowed: String(MAX_LINES) });
    return line;
  }

  /** True once a message has more numbers or lines than a document can hold: what follows need not be kept. */
  isFull(count: number, spot: Spot): boolean {
    if (count < MAX_LINES) return false;
    this.remark('LINES_TOO_MANY', spot, { allowed: String(MAX_LINES) });
    return true;
  }

  /** Adds a text to the note of the document; what is beyond its length is cut. */
  addNote(text: string, spot: Spot): void {
    const { notes } = this;
    if (text === '' || notes.length > MAX_NOTE) return;
    notes.texts.push(text);
    notes.length += text.length + 1;
    if (notes.length > MAX_NOTE + 1) this.report('TEXT_CUT', spot);
    this.header['note'] = notes.texts.join('\n').slice(0, MAX_NOTE).trim();
  }

  /** Sets a header field from what is written; nothing where that is empty. */
  setHeader(name: string, written: string | undefined, spot: Spot): void {
    this.set(this.definition.header, this.header, name, written, spot);
  }

  setLine(line: DraftLine, name: string, written: string | undefined, spot: Spot): void {
    this.set(this.definition.lines, line.values, name, written, spot);
  }

  /** Gives the lines numbers of their own: those written, where they are whole, positive and used once. */
  numberLines(): void {
    const used = new Set<number>();
    const free = this.lines.filter((line) => {
      const { lineNumber } = line;
      if (lineNumber < 1 || lineNumber > 999_999 || used.has(lineNumber)) return true;
      used.add(lineNumber);
      return false;
    });
    let next = 1;
    for (const line of free) {
      while (used.has(next)) next++;
      used.add(next);
      line.lineNumber = next;
    }
    this.lines.sort((a, b) => a.lineNumber - b.lineNumber);
  }

  /** Reports fields that sending the document would miss, and lines without item. */
  checkComplete(head: Spot): void {
    const { definition, header, lines } = this;
    for (const field of this.missing(definition.header, header))
      this.report(fieldNotGiven(field.label), head);
    if (lines.length === 0) this.report('LINES_MISSING', head);
    for (const { values, spot } of lines) {
      for (const field of this.missing(definition.lines, values))
        this.report(fieldNotGiven(field.label), spot);
      if (values['buyerItem'] ?? values['sellerItem'] ?? values['gtin']) continue;
      this.report('ITEM_MISSING', spot);
    }
  }

  get finishedLines(): IncomingLine[] {
    return this.lines.map(({ lineNumber, values }) => ({ lineNumber, values }));
  }

  private missing(fields: readonly FieldDefinition[], values: WritableValues): FieldDefinition[] {
    const badDate = this.findings.some(
      ({ code }) => code.startsWith('EDI_DATE_') && code !== 'EDI_DATE_ASSUMED',
    );
    return fields.filter(({ name, type, requiredBy }) => {
      if (values[name] !== undefined || this.unreadable.get(values)?.has(name)) return false;
      if (badDate && (type === 'date' || type === 'date_time')) return false;
      return requiredBy?.some((act) => act === 'send' || act === 'save') ?? false;
    });
  }

  private set(
    fields: readonly FieldDefinition[],
    target: WritableValues,
    name: string,
    written: string | undefined,
    spot: Spot,
  ): void {
    const text = written?.trim();
    const field = fields.find((one) => one.name === name);
    if (!text || !field) return;
    const value = this.valueOf(field, text, spot);
    if (value !== undefined) target[name] = value;
    else this.unreadable.set(target, (this.unreadable.get(target) ?? new Set()).add(name));
  }

  private valueOf(field: FieldDefinition, text: string, spot: Spot): FieldValue | undefined {
    if (field.type === 'quantity' || field.type === 'amount') return this.number(text, spot);
    if (field.type === 'integer') return this.integer(text, spot);
    if (field.type === 'unit') return this.unit(text, spot);
    if (field.type === 'date' || field.type === 'date_time') return text;
    const limit = field.type === 'note' ? MAX_NOTE : MAX_TEXT;
    let kept = text;
    if (text.length > limit && FREE_TEXTS.has(field.name)) {
      this.report('TEXT_CUT', spot);
      kept = text.slice(0, limit);
    }
    const checked = checkValue(field, kept, '');
    if ('value' in checked) return checked.value ?? undefined;
    const { code, message, remedy, allowed, nearest: close } = checked.finding;
    const more = { ...(allowed && { allowed }), ...(close && { nearest: close }) };
    if (field.type === 'code' && SPARE_CODES.has(field.name)) this.report('CODE_LEFT_OUT', spot, more);
    else this.report({ code, syntaxError: '12', message, remedy, ...more }, spot);
    return undefined;
  }

  private number(text: string, spot: Spot): number | undefined {
    const value = readNumber(text);
    if (value === undefined) this.report('NUMBER_UNREADABLE', spot);
    else if (value < 0) this.report('NUMBER_NEGATIVE', spot);
    else if (value > MAX_NUMBER || Number(value.toFixed(DECIMALS)) !== value)
      this.report('NUMBER_TOO_LARGE', spot);
    else return value;
    return undefined;
  }

  /** Line numbers come with leading zeros. */
  private integer(text: string, spot: Spot): number | undefined {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    if (value !== undefined && value <= 999_999_999) return value;
    this.report('NUMBER_UNREADABLE', spot);
    return undefined;
  }

  private unit(text: string, spot: Spot): string | undefined {
    const unit = readUnit(text);
    if (unit !== undefined || (this.isSated && this.refused)) return unit;
    const close = nearest(
      text,
      UNITS.map(({ code }) => code),
    );
    this.report('UNIT_UNKNOWN', spot, { allowed: UNIT_LIST, ...(close && { nearest: close }) });
    return undefined;
  }
}
