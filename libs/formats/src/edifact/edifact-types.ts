import { Finding } from '@maillon/kernel';
import { EdifactSegment } from './edifact-segment.js';
import { ServiceCharacters } from './service-characters.js';

/** Where in an interchange something was found. Elements and components count from 1; the tag is not counted. */
export interface EdifactPlace {
  /** 0-based place of the message in its interchange; undefined for UNB, UNG, UNE and UNZ. */
  readonly messageIndex?: number;
  readonly messageReference?: string;
  /** Place of the segment in its message (UNH is 1), or in the interchange where it belongs to no message. */
  readonly segment: number;
  readonly tag: string;
  readonly element?: number;
  readonly component?: number;
  /** 0-based byte of the file. */
  readonly offset: number;
  /** Code list 0085 (syntax error, coded): what CONTRL answers. */
  readonly syntaxError: string;
}

/** A finding at a segment, an element and a component. `line` and `column` (in characters) are 1-based. */
export interface EdifactFinding extends Finding {
  readonly edifact: EdifactPlace;
}

/** A sender or recipient of an interchange: S002 and S003 of UNB. */
export interface InterchangeParty {
  readonly id: string;
  /** Code list 0007: 14 is a GLN, 1 a DUNS, 30 an ISO 6523 number, ZZ one agreed between the two. */
  readonly qualifier?: string;
  readonly internalId?: string;
}

/** What UNB says. */
export interface InterchangeEnvelope {
  /** `UNOC`. */
  readonly syntax: string;
  readonly syntaxVersion: string;
  readonly sender: InterchangeParty;
  readonly recipient: InterchangeParty;
  /** Local date and time of preparation, 2026-03-12T14:05; undefined where none, or an impossible one, was written. */
  readonly preparedAt?: string;
  readonly controlReference: string;
  readonly applicationReference?: string;
  readonly agreement?: string;
  /** True where the sender asks for a CONTRL in answer. */
  readonly acknowledgementRequested: boolean;
  readonly test: boolean;
}

/** One message, UNH and UNT among its segments. Not to be used where its findings hold an error. */
export interface EdifactMessage {
  readonly index: number;
  readonly reference: string;
  /** `ORDERS`, `D`, `96A`, `UN`, `EAN008`; empty strings where UNH, or that part of it, is missing. */
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association: string;
  readonly segments: readonly EdifactSegment[];
  readonly findings: readonly EdifactFinding[];
}

export interface Interchange {
  /** Undefined where the file has no UNB. */
  readonly envelope?: InterchangeEnvelope;
  readonly header?: EdifactSegment;
  readonly characters: ServiceCharacters;
  /** What the bytes were read as: `ascii`, `iso-8859-1`, `utf-8`. */
  readonly readAs: string;
  readonly messages: readonly EdifactMessage[];
  /** What concerns the interchange and no message of it. */
  readonly findings: readonly EdifactFinding[];
}

export interface EdifactFile {
  readonly interchanges: readonly Interchange[];
  /** Why the file, or the rest of it, could not be read. */
  readonly findings: readonly Finding[];
}

export interface EdifactLimits {
  readonly fileBytes: number;
  readonly interchanges: number;
  readonly messages: number;
  readonly segments: number;
  readonly segmentBytes: number;
  readonly elements: number;
  readonly components: number;
}

/** Beyond any message of the directories: D96A has no segment of more than 20 elements, a document no more than 20,000 lines. */
export const EDIFACT_LIMITS: EdifactLimits = {
  fileBytes: 20 * 1024 * 1024,
  interchanges: 100,
  messages: 10_000,
  segments: 400_000,
  segmentBytes: 32 * 1024,
  elements: 99,
  components: 99,
};
