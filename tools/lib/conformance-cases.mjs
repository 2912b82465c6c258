// The cases of a folder laid out like the published EPCIS examples: each answers what it found wrong, or nothing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, isDocument, refused } from './conformance-documents.mjs';
import { hashCases } from './conformance-hashes.mjs';
import { identifierCases } from './conformance-identifiers.mjs';

/** A case: `name`, and `run()` that answers undefined when it passes, else why it does not. */

/** Every case of the folders that are there. */
export function casesIn(dir, epcis) {
  const documents = (folder, verb, judge) =>
    filesIn(join(dir, folder))
      .filter(isDocument)
      .map((name) => ({
        name: `${folder}/${name} ${verb}`,
        run: () => judge(join(dir, folder, name), epcis),
      }));
  const both = 'is read, written as JSON and XML, hashes equal';
  return [
    ...documents('valid', both, accepted),
    ...documents('valid-xml', both, accepted),
    ...documents('sector-events', both, accepted),
    ...documents('invalid', 'is refused with its place', refused),
    ...hashCases(dir, epcis),
    ...identifierCases(dir, epcis),
  ];
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}
