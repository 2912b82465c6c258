import { Finding } from '@maillon/kernel';
import { ByteWindow } from './byte-window.js';
import { isBlank, splitCells } from './csv-cells.js';
import { RecordScanner } from './csv-records.js';
import { CsvProblem, describeProblem } from './csv-problem.js';
import { CsvBatch, CsvDialect, CsvPosition, CsvReadOptions, CsvRecord, OpenBytes } from './csv-types.js';
import { decodeText, knownText } from './text-encoding.js';
import { sourceLength, Utf16Transcoder } from './utf16.js';

const BATCH_BYTES = 4 * 1024 * 1024;
export const MAX_LINE_BYTES = 1024 * 1024;
export const MAX_COLUMNS = 1000;

/**
 * Reads the data records of a CSV file in batches, from a position that detectDialect or an earlier batch gave.
 * Never throws for what the file holds: a record that cannot be read is a finding and is counted, and reading goes on
 * at the next line. Rows whose cells are all empty are passed over. Memory is bounded by one batch (rows, 4 MiB) and
 * one record. Rows shorter or longer than the header are given as they are.
 */
export async function* readCsv(
  open: OpenBytes,
  start: { readonly dialect: CsvDialect; readonly from: CsvPosition },
  options: CsvReadOptions = {},
): AsyncGenerator<CsvBatch> {
  const { dialect, from } = start;
  const transcode = dialect.encoding.startsWith('utf-16')
    ? new Utf16Transcoder(dialect.encoding === 'utf-16be')
    : undefined;
  const window = new ByteWindow(open, from.byteOffset, options.readBytes, transcode);
  const reader = new BatchReader(window, dialect, from, options);
  try {
    for (let more = true; more;) {
      more = await reader.readBatch();
      if (reader.count > 0 || reader.advanced) yield reader.takeBatch();
    }
  } finally {
    await window.close();
  }
}

class BatchReader {
  private readonly scanner: RecordScanner;
  private readonly maxColumns: number;
  private readonly batchRows: number;
  private records: CsvRecord[] = [];
  private findings: Finding[] = [];
  private offset: number;
  private line: number;
  private record: number;
  private batchStart: number;
  /** bytes[..knownUntil) of the window are known to be text. */
  private knownUntil = -1;
  private knownKind: 'ascii' | 'utf-8' | undefined;

  constructor(
    private readonly window: ByteWindow,
    private readonly dialect: CsvDialect,
    from: CsvPosition,
    private readonly options: CsvReadOptions,
  ) {
    this.scanner = new RecordScanner(dialect.delimiter.charCodeAt(0), options.maxLineBytes ?? MAX_LINE_BYTES);
    this.maxColumns = options.maxColumns ?? MAX_COLUMNS;
    this.batchRows = Math.max(1, options.batchRows ?? 2000);
    this.offset = this.batchStart = from.byteOffset;
    this.line = from.line;
    this.record = from.record;
  }

  get count(): number {
    return this.records.length + this.findings.length;
  }

  get advanced(): boolean {
    return this.offset > this.batchStart;
  }

  takeBatch(): CsvBatch {
    const { records, findings, offset, line, record } = this;
    this.records = [];
    this.findings = [];
    this.batchStart = offset;
    return { records, findings, refusedRecords: findings.length, end: { byteOffset: offset, line, record } };
  }

  /** Fills one batch; false when the file is read to its end. */
  async readBatch(): Promise<boolean> {
    const { window, scanner } = this;
    while (this.count < this.batchRows && this.offset - this.batchStart < BATCH_BYTES) {
      const { bytes } = window;
      if (window.at >= bytes.length && window.final) return false;
      const state =
        window.at < bytes.length ? scanner.scan(bytes, window.at, bytes.length, window.final) : 'more';
      if (state === 'more') {
        await this.refill();
      } else if (state === 'record') this.acceptRecord();
      else await this.refuseScanned();
    }
    return true;
  }

  private acceptRecord(): void {
    const { scanner, window, dialect } = this;
    const start = window.at;
    const raw = scanner.hasNul ? undefined : this.decode(start, scanner.end);
    if (raw === undefined) {
      this.refuse(scanner.hasNul ? 'NUL_BYTE' : 'BAD_CHARACTER', start, scanner.end, 0);
    } else if (raw !== '') {
      const cells = splitCells(raw, dialect.delimiter, scanner.quoted, this.maxColumns + 1);
      if (cells.length > this.maxColumns) this.refuse('TOO_MANY_COLUMNS', start, scanner.end, 0);
      else if (!isBlank(cells)) this.records.push({ line: this.line, record: ++this.record, cells, raw });
    }
    this.advance(scanner.next, scanner.lines);
  }

  private async refuseScanned(): Promise<void> {
    const { scanner, window } = this;
    this.refuse(scanner.fault, window.at, scanner.end, scanner.faultAt - window.at);
    if (scanner.next >= 0) this.advance(scanner.next, scanner.lines);
    else await this.skipLine(scanner.end, scanner.lines);
  }

  /** Passes over the rest of a line that is too long to be held, a chunk at a time. */
  private async skipLine(from: number, lines: number): Promise<void> {
    const { window } = this;
    for (let at = from; ; at = window.at) {
      const { bytes } = window;
      while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
      const needsNext = at >= bytes.length || (bytes[at] === 13 && at + 1 >= bytes.length);
      if (!needsNext || window.final) {
        const lineEnd = bytes[at] === 13 && bytes[at + 1] === 10 ? at + 2 : at + 1;
        return this.advance(Math.min(lineEnd, bytes.length), lines);
      }
      this.advance(at, 0);
      await this.refill();
    }
  }

  private async refill(): Promise<void> {
    const { window, dialect } = this;
    await window.fill();
    this.knownUntil = -1;
    // the byte order mark is no part of the first cell
    if (this.offset === 0 && dialect.bom && window.bytes.indexOf('\uFEFF') === 0) this.advance(3, 0);
  }

  private decode(start: number, end: number): string | undefined {
    const { bytes } = this.window;
    if (this.dialect.encoding !== 'utf-8') return decodeText(bytes, start, end, this.dialect.encoding);
    if (this.knownUntil < 0) {
      this.knownUntil = bytes.lastIndexOf(10) + 1;
      this.knownKind = knownText(bytes, start, Math.max(start, this.knownUntil));
    }
    if (end >= this.knownUntil || !this.knownKind) return decodeText(bytes, start, end, 'utf-8');
    return bytes.toString(this.knownKind === 'ascii' ? 'latin1' : 'utf8', start, end);
  }

  private advance(next: number, lines: number): void {
    this.offset += sourceLength(this.window.bytes, this.window.at, next, this.dialect.encoding);
    this.line += lines;
    this.window.at = next;
    if (next > this.knownUntil) this.knownKind = undefined;
  }

  private refuse(problem: CsvProblem, start: number, end: number, faultOffset: number): void {
    const bytes = this.window.bytes.subarray(start, end);
    this.record++;
    this.findings.push(
      describeProblem(
        problem,
        bytes,
        { line: this.line, fileOffset: this.offset, faultOffset },
        this.dialect,
        this.options,
      ),
    );
  }
}
