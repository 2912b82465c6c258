import { Finding } from '@maillon/kernel';
import { CanonicalEvent, MasterDataElement, ReadDocument } from '../model.js';
import { Prefixes } from '../prefixes.js';
import { ReadingRules } from '../reading-rules.js';

type Members = Readonly<Record<string, unknown>>;

/** What stands before the events. Always the first part. */
export interface StreamHeader {
  readonly part: 'header';
  readonly kind: ReadDocument['kind'];
  /** The document's members read so far in the JSON form, its list of events empty. */
  readonly document: Members;
  readonly prefixes: Prefixes;
  readonly masterData: readonly MasterDataElement[];
  readonly findings: readonly Finding[];
}

export interface StreamedEventPart {
  readonly part: 'event';
  /** 0-based. */
  readonly index: number;
  /** Where it starts: 1-based, the column in characters. */
  readonly line: number;
  readonly column: number;
  /** The event in the JSON form; absent where it cannot be read at all. */
  readonly value?: Members;
  /** Absent where a finding is an error. */
  readonly event?: CanonicalEvent;
  readonly findings: readonly Finding[];
}

/** Always the last part: what was found wrong with the document as a whole, the header's findings left out. */
export interface StreamEnd {
  readonly part: 'end';
  readonly kind: ReadDocument['kind'];
  readonly document: Members;
  readonly masterData: readonly MasterDataElement[];
  /** Events of the document, those that were refused, passed over or not judged included. */
  readonly events: number;
  /** False where it could not be read to its end: more events may stand in it. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
}

export type StreamPart = StreamHeader | StreamedEventPart | StreamEnd;

export interface StreamOptions {
  /** Longest document in bytes. Default: no limit. */
  readonly bytes?: number;
  /** Most events. Default: no limit. */
  readonly events?: number;
  /** Events before this index are passed over: none of them is told. Default 0. */
  readonly from?: number;
  /** Longest event in bytes, in JSON. Default 4 MiB. An event in XML holds at most 400,000 elements. */
  readonly eventBytes?: number;
  /** Longest text of everything but the events, in JSON; and at most 20,000 members round them. Default 8 MiB. */
  readonly headerBytes?: number;
  /** Deepest nesting. Default 32; XML is read to 64. */
  readonly depth?: number;
  /** False: events of a document in JSON are parsed and not judged, and only those that cannot be parsed are told. Default true. */
  readonly judge?: boolean;
  readonly rules?: ReadingRules;
}

export const STREAM_LIMITS = {
  bytes: Infinity,
  events: Infinity,
  from: 0,
  eventBytes: 4 * 1024 * 1024,
  headerBytes: 8 * 1024 * 1024,
  depth: 32,
  judge: true,
};
