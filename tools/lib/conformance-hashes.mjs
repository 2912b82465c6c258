// The published event hashes: each row of vectors.tsv names a document, an event in it, its hash and the text it is taken of.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from './conformance-documents.mjs';

/** A case for each row of the vectors. */
export function hashCases(dir, epcis) {
  const folder = join(dir, 'event-hash');
  const table = join(folder, 'vectors.tsv');
  if (!existsSync(table)) return [];
  return readFileSync(table, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .filter(Boolean)
    .map((row) => {
      const [, file, index, hash, , preHash] = row.split('\t');
      const run = () => judge(join(folder, file), Number(index), hash, preHash, epcis);
      return { name: `event-hash/${file} event ${index}`, run };
    });
}

function judge(file, index, hash, preHash, epcis) {
  const found = epcis.documentHashes(readFormat(file, epcis).document)[index];
  if (!found) return 'there is no such event';
  if (found.hash !== hash) return `hashed ${found.hash}, not ${hash}, of ${found.preHash}`;
  return preHash && found.preHash !== preHash ? `the same hash of another text: ${found.preHash}` : undefined;
}
