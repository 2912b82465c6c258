import { Injectable } from '@nestjs/common';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Files that people sent, in one folder; keys are made by us (`filiere/id`), never by the sender. */
@Injectable()
export class FileStorage {
  private readonly root: string;

  constructor(folder: string) {
    this.root = resolve(folder);
  }

  /** Writes a stream beside its place, then moves it there: a file that exists is whole. */
  async write(key: string, content: Readable): Promise<void> {
    const path = this.pathOf(key);
    const partial = `${path}.partial`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await pipeline(content, createWriteStream(partial));
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  /** The bytes of a file from an offset on. */
  read(key: string, start = 0): Readable {
    return createReadStream(this.pathOf(key), { start, highWaterMark: 256 * 1024 });
  }

  async size(key: string): Promise<number> {
    return (await stat(this.pathOf(key))).size;
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: string): string {
    const path = resolve(join(this.root, key));
    if (!path.startsWith(this.root + sep)) throw new Error(`Storage key outside the storage folder: ${key}`);
    return path;
  }
}
