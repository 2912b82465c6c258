import { OpenBytes } from './csv-types.js';

const READ_BYTES = 64 * 1024;

/**
 * The part of a file that is being looked at: bytes[at..length). `fill` adds at least 64 KiB (or what is left) and
 * drops what lies before `at`; it at least doubles what is held, so that long values cost no more than their length.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** True when the file ends at the end of `bytes`. */
  final = false;
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(
    open: OpenBytes,
    start: number,
    private readonly readBytes = READ_BYTES,
    private readonly transcode?: { push(chunk: Uint8Array, final: boolean): Buffer },
  ) {
    this.source = open(start)[Symbol.asyncIterator]();
  }

  async fill(): Promise<void> {
    const kept = this.bytes.subarray(this.at);
    // a byte order mark is never cut
    const wanted = Math.max(4, this.readBytes, kept.length);
    const parts: Uint8Array[] = kept.length > 0 ? [kept] : [];
    for (let read = 0; read < wanted && !this.final;) {
      const { value, done } = await this.source.next();
      this.final = done === true;
      const chunk = value instanceof Uint8Array ? value : NOTHING;
      const part = this.transcode ? this.transcode.push(chunk, this.final) : chunk;
      if (part.length > 0) parts.push(part);
      read += part.length;
    }
    const [only] = parts;
    this.bytes =
      parts.length === 1 && only
        ? Buffer.from(only.buffer, only.byteOffset, only.length)
        : Buffer.concat(parts);
    this.at = 0;
  }

  /** Lets go of the file: to be called whenever reading stops. */
  async close(): Promise<void> {
    await this.source.return?.();
  }
}

const NOTHING = new Uint8Array(0);
