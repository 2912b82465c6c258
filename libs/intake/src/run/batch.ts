import { MasterDataElement } from '@maillon/epcis';
import { Finding } from '@maillon/kernel';
import { EventDraft } from '@maillon/traceability';

/** A row that was read, and what in it is worth a look. */
export interface RowHead {
  readonly record: number;
  readonly line?: number;
  readonly raw?: string;
  readonly warnings: readonly Finding[];
}

/** A row that declares an event. */
export interface ReadRecord extends RowHead {
  readonly draft: EventDraft;
}

/** A row that cannot be taken, with every reason. */
export interface RefusedRecord {
  readonly record: number;
  readonly line?: number;
  readonly raw?: string;
  readonly findings: readonly Finding[];
}

/** Where reading goes on: the same for a job that is taken over after a kill. */
export interface Position {
  readonly byteOffset: number;
  readonly line: number;
  readonly record: number;
}

/** Some rows of a file, in order: `rows` is what it moves the position by. */
export interface Batch<Row extends RowHead = ReadRecord> {
  readonly read: readonly Row[];
  readonly refused: readonly RefusedRecord[];
  readonly end: Position;
  /** What is worth telling of the file as a whole: with its last rows. */
  readonly ofFile?: readonly Finding[];
  /** Places, products and parties that the file describes, to be recorded with its last rows. */
  readonly masterData?: readonly MasterDataElement[];
  /** The file cannot be read any further. */
  readonly failure?: Finding;
}
