import { EdifactMessage, edifactFinding, EdifactSegment, InterchangeEnvelope } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { EDI_PROBLEMS, EdiFault } from '../edi-messages.js';
import { MessageFunction, PartyRef } from '../edi-types.js';
import { DraftLine, IncomingDraft, readUnit, Spot } from '../incoming-draft.js';
import { EdiProfile } from '../profiles.js';
import { checkDirectory, problemOf } from './check-directory.js';
import { DTM_FORMATS, DtmValue, readDtm } from './dtm.js';
import { partyOfEnvelope, readParties, SegmentParties } from './segment-parties.js';

/** A place in a segment; elements and components count from 1. */
export const spotAt = (segment: EdifactSegment, element?: number, component?: number): Spot => ({
  fault: (problem) =>
    edifactFinding(segment, {
      ...problem,
      ...(element !== undefined && { element }),
      ...(component !== undefined && { component }),
    }),
});

/** Code list 1225. Absent, it is an original. */
const FUNCTIONS: Readonly<Record<string, MessageFunction>> = {
  '': 'original',
  '9': 'original',
  '2': 'original',
  '6': 'original',
  '47': 'original',
  '4': 'replace',
  '5': 'replace',
  '1': 'cancel',
  '3': 'cancel',
  '7': 'duplicate',
  '31': 'duplicate',
};

/** One message on its way to a document: its segments, what they are read into, and what every type reads alike. */
export class MessageContext {
  readonly bgm: EdifactSegment;
  readonly parties: SegmentParties;

  constructor(
    readonly message: EdifactMessage,
    readonly envelope: InterchangeEnvelope | undefined,
    readonly profile: EdiProfile,
    readonly draft: IncomingDraft,
  ) {
    const first = message.segments.find(({ tag }) => tag === 'BGM');
    // a message without BGM is reported at its first segment
    this.bgm = first ?? message.segments[0]!;
    if (!first) draft.report('VALUE_MISSING', spotAt(this.bgm));
    this.parties = readParties(message.segments);
  }

  /** Segments between UNH and UNT. */
  get body(): readonly EdifactSegment[] {
    return this.message.segments.filter(({ tag }) => tag !== 'UNH' && tag !== 'UNT');
  }

  get number(): string {
    return this.bgm.tag === 'BGM' ? this.bgm.value(2) : '';
  }

  /** Reads the document number into its field. */
  readNumber(): void {
    this.draft.setHeader('number', this.number, spotAt(this.bgm, 2));
  }

  readFunction(): MessageFunction {
    const written = this.bgm.value(3);
    const found = FUNCTIONS[written];
    if (found === undefined)
      this.draft.report('FUNCTION_UNKNOWN', spotAt(this.bgm, 3), { allowed: '1, 4, 5, 7, 9' });
    return found ?? 'original';
  }

  /** The value of a DTM segment; undefined, and reported, where it is no date. */
  date(segment: EdifactSegment): DtmValue | undefined {
    if (segment.value(1, 2) === '') return undefined;
    const read = readDtm(segment, this.profile.timeZone);
    if (read.ok) return read.value;
    const more = read.fault === 'DATE_FORMAT_UNKNOWN' ? { allowed: DTM_FORMATS } : {};
    this.draft.report(read.fault, spotAt(segment, 1, read.component), more);
    return undefined;
  }

  /** Quantity and unit of a QTY segment into two fields of a line. */
  quantity(line: DraftLine, segment: EdifactSegment, field = 'quantity'): void {
    const { draft } = this;
    draft.setLine(line, field, segment.value(1, 2), spotAt(segment, 1, 2));
    if (segment.value(1, 2) === '') draft.report('VALUE_MISSING', spotAt(segment, 1, 2));
    const written = segment.value(1, 3);
    if (written !== '') {
      if (line.values['unit'] === undefined) draft.setLine(line, 'unit', written, spotAt(segment, 1, 3));
      else if (readUnit(written) === undefined) draft.report('UNIT_UNKNOWN', spotAt(segment, 1, 3));
    } else if (line.values['unit'] === undefined) {
      draft.remark('UNIT_ASSUMED', spotAt(segment, 1, 2));
      line.values['unit'] = 'H87';
    }
  }

  /** FTX texts of the header, or of a line, in one. */
  static text(segment: EdifactSegment): string {
    const parts = [1, 2, 3, 4, 5].map((component) => segment.value(4, component));
    return parts.filter((part) => part !== '').join(' ');
  }

  /** Sets a header field that several segments may give: the first that does wins, the others are left. */
  headerOnce(name: string, written: string | undefined, spot: Spot): void {
    if (this.draft.header[name] === undefined) this.draft.setHeader(name, written, spot);
  }

  /** CNT+2: number of line items, against those found. */
  checkCount(lineItems: number): void {
    for (const segment of this.message.segments)
      if (segment.tag === 'CNT' && segment.value(1, 1) === '2' && Number(segment.value(1, 2)) !== lineItems)
        this.draft.report('LINE_COUNT', spotAt(segment, 1, 2), { allowed: String(lineItems) });
  }

  /** Who issues the message and to whom: by party qualifiers in order of preference, else by the envelope. */
  between(
    issuers: readonly string[],
    recipients: readonly string[],
  ): { issuer: PartyRef; recipient: PartyRef } {
    const issuer = this.parties.first(issuers);
    const recipient = this.parties.first(recipients);
    if ((!issuer || !recipient) && !this.envelope) this.draft.report('PARTY_MISSING', spotAt(this.bgm));
    return {
      issuer: issuer ?? partyOfEnvelope(this.envelope?.sender),
      recipient: recipient ?? partyOfEnvelope(this.envelope?.recipient),
    };
  }

  /** Findings of syntax, then of meaning, then of the directory where the other two say nothing of the place. */
  findings(): readonly Finding[] {
    const found: Finding[] = [...this.message.findings, ...this.draft.findings];
    const places = new Set(found.map(({ path }) => path));
    for (const fault of checkDirectory(this.message)) {
      const { segment, element, component } = fault;
      const finding = spotAt(segment, element, component).fault(problemOf(fault));
      const whole = spotAt(segment, element).fault(EDI_PROBLEMS.VALUE_MISSING);
      if (places.has(finding.path) || (component !== undefined && places.has(whole.path))) continue;
      if (found.length >= 400 || this.draft.budget.left <= 0) {
        // one error at least says that the message is refused
        if (finding.severity === 'warning' || found.some(({ severity }) => severity === 'error')) break;
      }
      this.draft.budget.left--;
      found.push(finding);
    }
    return found.sort((a, b) => order(a) - order(b));
  }

  report(fault: EdiFault, segment: EdifactSegment, element?: number, component?: number): void {
    this.draft.report(fault, spotAt(segment, element, component));
  }
}

/** Findings are told in the order of the message. */
function order(finding: Finding): number {
  return (finding.line ?? 0) * 1e6 + (finding.column ?? 0);
}
