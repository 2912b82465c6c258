import { Finding } from '@maillon/kernel';

export type CsvEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
export type CsvDelimiter = ';' | ',' | '\t' | '|';

/** How one CSV file is written. `headerLine` is the 1-based physical line of the column names. */
export interface CsvDialect {
  readonly encoding: CsvEncoding;
  readonly bom: boolean;
  readonly delimiter: CsvDelimiter;
  readonly headerLine: number;
}

/** A place in a file where reading can start: the first byte of a record. */
export interface CsvPosition {
  /** Bytes of the file before the next record. */
  readonly byteOffset: number;
  /** 1-based physical line where the next record starts. */
  readonly line: number;
  /** Data records read so far, refused ones included; header and blank lines are not counted. */
  readonly record: number;
}

export interface CsvRecord {
  /** 1-based physical line where the record starts. */
  readonly line: number;
  /** 1-based number of the data record in the file, refused ones counted. */
  readonly record: number;
  readonly cells: readonly string[];
  /** The record as it was written, without its line end. */
  readonly raw: string;
}

export interface CsvBatch {
  readonly records: readonly CsvRecord[];
  /** One per refused record: what is wrong, on which line, and what to do. */
  readonly findings: readonly Finding[];
  readonly refusedRecords: number;
  /** Reading can be resumed here. */
  readonly end: CsvPosition;
}

export interface CsvReadOptions {
  /** Records a batch, refused ones included. Default 2,000. A batch also ends after 4 MiB. */
  readonly batchRows?: number;
  /** Longest record. Default 1 MiB. */
  readonly maxLineBytes?: number;
  /** Default 1,000. */
  readonly maxColumns?: number;
  /** Bytes taken from the file at a time. Default 64 KiB. */
  readonly readBytes?: number;
  /** Column names, used to name the field in findings; without it the spreadsheet letter (A, B, ...) is given. */
  readonly header?: readonly string[];
}

/** Gives the bytes of a file from a byte offset. */
export type OpenBytes = (start: number) => AsyncIterable<Uint8Array>;

export interface CsvDetection {
  readonly dialect: CsvDialect;
  readonly header: readonly string[];
  readonly dataStart: CsvPosition;
  /** One of severity `error` means: not a CSV file that can be read; nothing else of this answer may be used then. */
  readonly findings: Finding[];
}
