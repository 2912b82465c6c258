import { EdifactProblem, FindingList } from './edifact-finding.js';
import { EDIFACT_MESSAGES, EdifactFault } from './edifact-messages.js';
import { EdifactSegment, SegmentExtent, SegmentOwner, SegmentSource, tagAt } from './edifact-segment.js';
import { EdifactMessage, Interchange, InterchangeEnvelope } from './edifact-types.js';
import { readEnvelope } from './read-envelope.js';
import { ServiceCharacters } from './service-characters.js';

interface OpenMessage {
  readonly owner: SegmentOwner;
  readonly segments: EdifactSegment[];
  readonly findings: FindingList;
  readonly header?: EdifactSegment;
}

interface OpenGroup {
  readonly header: EdifactSegment;
  readonly firstMessage: number;
}

type Where = Partial<Pick<EdifactProblem, 'element' | 'component' | 'value' | 'allowed'>>;

/** Puts segments together into the messages of one interchange, and checks what its headers and trailers say of it. */
export class InterchangeBuilder {
  readonly messages: EdifactMessage[] = [];
  private readonly findings: FindingList;
  private header?: EdifactSegment;
  private envelope?: InterchangeEnvelope;
  private message?: OpenMessage;
  private group?: OpenGroup;
  private groups = 0;
  private outside = 0;
  private closed = false;
  /** Of the message that was closed last. */
  private lastFindings?: FindingList;

  constructor(private readonly budget: { left: number }) {
    this.findings = new FindingList(budget);
  }

  /** True once the interchange has ended with UNZ. */
  get ended(): boolean {
    return this.closed;
  }

  get started(): boolean {
    return this.header !== undefined || this.message !== undefined || this.messages.length > 0;
  }

  /** Takes the next segment to its place, and gives it with its number there. */
  add(source: SegmentSource, extent: SegmentExtent): EdifactSegment {
    const tag = tagAt(source, extent);
    const outside = tag === 'UNZ' || tag === 'UNE';
    if (tag === 'UNH' || (tag === 'BGM' && !this.started)) return this.openMessage(source, extent, tag);
    if (this.message && !outside) {
      const segment = new EdifactSegment(
        source,
        extent,
        tag,
        this.message.segments.length + 1,
        this.message.owner,
      );
      this.message.segments.push(segment);
      if (tag === 'UNT') this.closeMessage(segment);
      return segment;
    }
    if (outside) this.leaveMessage();
    const segment = new EdifactSegment(source, extent, tag, ++this.outside);
    if (tag === 'UNZ') this.close(segment);
    else if (tag === 'UNE') this.closeGroup(segment);
    else this.addOutside(segment);
    return segment;
  }

  /** Reports a fault of the segment that was added last. */
  report(segment: EdifactSegment, fault: EdifactFault, where: Where = {}): void {
    const list = segment.owner
      ? (this.message?.findings ?? this.lastFindings ?? this.findings)
      : this.findings;
    list.add(segment, { code: `EDIFACT_${fault}`, ...EDIFACT_MESSAGES[fault], ...where });
  }

  /** The end of the file, or of what can be read of it. */
  finish(characters: ServiceCharacters, readAs: string): Interchange {
    this.leaveMessage();
    if (this.group) this.reportOutside(this.group.header, 'GROUP_NOT_CLOSED');
    if (this.header && !this.closed) this.reportOutside(this.header, 'INTERCHANGE_NOT_CLOSED');
    if (this.header && this.messages.length === 0) this.reportOutside(this.header, 'NO_MESSAGE');
    const { envelope, header, messages } = this;
    return {
      ...(envelope && { envelope }),
      ...(header && { header }),
      characters,
      readAs,
      messages,
      findings: this.findings.all,
    };
  }

  private reportOutside(segment: EdifactSegment, fault: EdifactFault, where: Where = {}): void {
    this.findings.add(segment, { code: `EDIFACT_${fault}`, ...EDIFACT_MESSAGES[fault], ...where });
  }

  private addOutside(segment: EdifactSegment): void {
    if (segment.tag === 'UNB' && !this.started) {
      this.header = segment;
      this.envelope = readEnvelope(segment, (fault, where) => this.reportOutside(segment, fault, where));
    } else if (segment.tag === 'UNG' && this.header && !this.group) {
      this.group = { header: segment, firstMessage: this.messages.length };
      this.groups++;
    } else this.reportOutside(segment, 'OUTSIDE_MESSAGE');
  }

  /** UNH; or BGM, where a file holds a message without any envelope. */
  private openMessage(source: SegmentSource, extent: SegmentExtent, tag: string): EdifactSegment {
    const bare = !this.started;
    this.leaveMessage();
    const headed = tag === 'UNH';
    const reference = headed ? new EdifactSegment(source, extent, tag, 1).value(1) : '';
    const owner = { index: this.messages.length, reference };
    const segment = new EdifactSegment(source, extent, tag, 1, owner);
    const findings = new FindingList(this.budget);
    this.message = { owner, segments: [segment], findings, ...(headed && { header: segment }) };
    if (bare) this.reportOutside(segment, 'NO_ENVELOPE');
    if (!headed) this.report(segment, 'NO_MESSAGE_HEADER');
    else if (reference === '') this.report(segment, 'VALUE_MISSING', { element: 1 });
    if (headed && segment.value(2) === '')
      this.report(segment, 'VALUE_MISSING', { element: 2, component: 1 });
    return segment;
  }

  private closeMessage(trailer: EdifactSegment): void {
    const message = this.message!;
    const count = String(message.segments.length);
    if (!sameCount(trailer.value(1), message.segments.length))
      this.report(trailer, 'COUNT_MISMATCH', { element: 1, allowed: count });
    if (message.header && trailer.value(2) !== message.owner.reference)
      this.report(trailer, 'REFERENCE_MISMATCH', { element: 2, allowed: message.owner.reference });
    this.keep();
  }

  /** A message that another message, or the end, comes upon. */
  private leaveMessage(): void {
    const { message } = this;
    if (!message) return;
    if (message.header) this.report(message.header, 'TRAILER_MISSING');
    this.keep();
  }

  private keep(): void {
    const { owner, segments, findings, header } = this.message!;
    const part = (component: number): string => header?.value(2, component) ?? '';
    this.messages.push({
      ...owner,
      type: part(1),
      version: part(2),
      release: part(3),
      agency: part(4),
      association: part(5),
      segments,
      findings: findings.all,
    });
    this.lastFindings = findings;
    this.message = undefined;
  }

  private closeGroup(trailer: EdifactSegment): void {
    const { group } = this;
    this.group = undefined;
    if (!group) return this.reportOutside(trailer, 'OUTSIDE_MESSAGE');
    this.checkTrailer(trailer, this.messages.length - group.firstMessage, group.header.value(5));
  }

  private close(trailer: EdifactSegment): void {
    this.closed = true;
    if (!this.header) return this.reportOutside(trailer, 'OUTSIDE_MESSAGE');
    this.checkTrailer(trailer, this.groups || this.messages.length, this.envelope!.controlReference);
  }

  private checkTrailer(trailer: EdifactSegment, count: number, reference: string): void {
    if (!sameCount(trailer.value(1), count))
      this.reportOutside(trailer, 'COUNT_MISMATCH', { element: 1, allowed: String(count) });
    if (trailer.value(2) !== reference)
      this.reportOutside(trailer, 'REFERENCE_MISMATCH', { element: 2, allowed: reference });
  }
}

const sameCount = (written: string, count: number): boolean =>
  /^\d{1,10}$/.test(written) && Number(written) === count;
