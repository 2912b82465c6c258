import { isUtf8 } from 'node:buffer';
import { Finding } from '@maillon/kernel';
import { charsetOf, EdifactCharset } from './edifact-charset.js';
import { EDIFACT_FILE_MESSAGES, fileTooLarge } from './edifact-messages.js';
import { EdifactSegment, SegmentSource } from './edifact-segment.js';
import { EDIFACT_LIMITS, EdifactFile, EdifactLimits, Interchange } from './edifact-types.js';
import { InterchangeBuilder } from './interchange-builder.js';
import { checkSegment } from './segment-checks.js';
import { ScannedSegment, SegmentScanner } from './segment-scanner.js';
import {
  DEFAULT_SERVICE_CHARACTERS,
  LEVEL_B_SERVICE_CHARACTERS,
  readServiceAdvice,
  ServiceCharacters,
} from './service-characters.js';

const MAX_FINDINGS = 2000;

/**
 * Reads an EDIFACT file (ISO 9735, syntax versions 1 to 4): one or more interchanges, or messages without envelope.
 * Faults are findings with segment, element, component, line and column; a message that holds an error is given with
 * its segments and is not to be used. Never throws. Sizes are bounded by `limits`.
 */
export function readEdifact(bytes: Uint8Array, limits: Partial<EdifactLimits> = {}): EdifactFile {
  return new FileReader(bytes, { ...EDIFACT_LIMITS, ...limits }).read();
}

interface OpenInterchange {
  readonly builder: InterchangeBuilder;
  readonly charset: EdifactCharset;
  readonly source: SegmentSource;
  /** Warnings given once an interchange. */
  readonly told: Set<string>;
}

class FileReader {
  private readonly findings: Finding[] = [];
  private readonly interchanges: Interchange[] = [];
  private readonly budget = { left: MAX_FINDINGS };
  private readonly scanner: SegmentScanner;
  private readonly text: string;
  /** First byte of U+FFFD in UTF-8, -1 where there is none. */
  private readonly lostAt: number;
  private segments = 0;
  private messages = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: EdifactLimits,
  ) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = bytes.length > limits.fileBytes ? '' : buffer.toString('latin1');
    this.lostAt = this.text.indexOf('\xef\xbf\xbd');
    this.scanner = new SegmentScanner(this.text, isUtf8(bytes));
  }

  read(): EdifactFile {
    const { scanner, findings, interchanges, limits } = this;
    if (this.bytes.length > limits.fileBytes) this.stop('TOO_LARGE', fileTooLarge(limits.fileBytes));
    else {
      if (scanner.startsWith('\xef\xbb\xbf')) scanner.at = 3;
      scanner.skipPadding();
      if (scanner.at >= this.text.length) this.stop('EMPTY');
      while (findings.length === 0 && scanner.at < this.text.length) {
        if (interchanges.length >= limits.interchanges) this.stop('TOO_MANY_INTERCHANGES');
        else this.readInterchange();
      }
    }
    return { interchanges, findings };
  }

  private readInterchange(): void {
    const open = this.open();
    if (!open) return;
    this.readSegments(open);
    this.interchanges.push(open.builder.finish(open.source.characters, open.charset.readAs));
  }

  private readSegments(open: OpenInterchange): void {
    const { scanner, limits } = this;
    for (let first = true; ; first = false) {
      scanner.skipPadding();
      if (!first && (scanner.startsWith('UNA') || scanner.startsWith('UNB'))) return;
      if (open.builder.ended) {
        if (scanner.at < this.text.length) this.stop('TEXT_AFTER_END');
        return;
      }
      const place = scanner.place;
      const scanned = scanner.next(open.source, limits.segmentBytes);
      if (!scanned) return;
      if (++this.segments > limits.segments) return this.stop('TOO_MANY_SEGMENTS', undefined, place);
      if (scanned.tooLong) return this.stop('SEGMENT_TOO_LONG', undefined, place);
      this.take(open, scanned);
      if (this.messages + open.builder.messages.length > limits.messages)
        return this.stop('TOO_MANY_MESSAGES', undefined, place);
      if (open.builder.ended) this.messages += open.builder.messages.length;
    }
  }

  private take({ builder, source, charset, told }: OpenInterchange, scanned: ScannedSegment): void {
    if (scanned.end === scanned.start && scanned.closed) return;
    const segment = builder.add(source, scanned);
    checkSegment(segment, scanned, {
      limits: this.limits,
      charset,
      told,
      bytes: this.bytes,
      lostAt: this.lostAt,
      report: (fault, where) => builder.report(segment, fault, where),
    });
  }

  /** Reads UNA where there is one, and finds out in what signs and in what character set the interchange is written. */
  private open(): OpenInterchange | undefined {
    const characters = this.readCharacters();
    if (!characters) return undefined;
    const { declared, version } = this.peekSyntax(characters);
    const charset = charsetOf(declared, this.bytes);
    const repetition = version !== '4' ? '' : characters.repetition;
    return {
      builder: new InterchangeBuilder(this.budget),
      charset,
      source: {
        text: this.text,
        characters: { ...characters, repetition },
        utf8: charset.readAs === 'utf-8',
        decode: charset.decode,
      },
      told: new Set(),
    };
  }

  private readCharacters(): ServiceCharacters | undefined {
    const { scanner, text } = this;
    const at = scanner.at;
    if (scanner.startsWith('UNA')) {
      const { characters, badSign } = readServiceAdvice(text.slice(at + 3, at + 9));
      if (badSign !== undefined) return this.stop('UNA_INVALID');
      scanner.skip(9);
      scanner.skipPadding();
      if (/^(?:UNB|UNH|BGM)/.test(text.slice(scanner.at, scanner.at + 3))) return characters;
      return this.stop('NOT_EDIFACT');
    }
    if (!/^(?:UNB|UNH|BGM)/.test(text.slice(at, at + 3))) return this.stop('NOT_EDIFACT');
    const sign = text[at + 3];
    if (sign === '+') return { ...DEFAULT_SERVICE_CHARACTERS, repetition: '*' };
    if (sign === LEVEL_B_SERVICE_CHARACTERS.element) return LEVEL_B_SERVICE_CHARACTERS;
    return this.stop(/^[A-Za-z0-9]/.test(sign ?? 'A') ? 'NOT_EDIFACT' : 'UNA_MISSING');
  }

  /** Syntax identifier and version of UNB, before anything is decoded; none where the file has no UNB. */
  private peekSyntax(characters: ServiceCharacters): { declared: string; version: string } {
    if (!this.scanner.startsWith('UNB')) return { declared: '', version: '' };
    const start = this.scanner.at;
    const source = { text: this.text, characters, utf8: false, decode: (latin1: string) => latin1 };
    const unb = new EdifactSegment(source, { start, end: start + 40, line: 1, column: 1 }, 'UNB', 1);
    return { declared: unb.value(1, 1), version: unb.value(1, 2) };
  }

  private stop(
    code: keyof typeof EDIFACT_FILE_MESSAGES | 'TOO_LARGE',
    advice = code === 'TOO_LARGE' ? undefined : EDIFACT_FILE_MESSAGES[code],
    place = this.scanner.place,
  ): undefined {
    if (advice) this.findings.push({ code: `EDIFACT_${code}`, severity: 'error', ...place, ...advice });
    return undefined;
  }
}
