// The cases of a folder laid out like the published EPCIS examples: each answers what it found wrong, or nothing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A case: `name`, and `run()` that answers undefined when it passes, else why it does not. */

/** What this platform cannot read yet; such files are named and not counted. */
export const NOT_YET = [
  { folder: 'valid-xml', reason: 'XML comes with the standards work' },
  { folder: 'event-hash', reason: 'event hashes come with the standards work' },
];

const isJson = (name) => /\.json(ld)?$/.test(name);

/** Every case of the folders that are there, and the files left out for a reason. */
export function casesIn(dir, epcis) {
  const documents = (folder, judge) =>
    filesIn(join(dir, folder))
      .filter(isJson)
      .map((name) => ({
        name: `${folder}/${name}`,
        run: () => judge(readFileSync(join(dir, folder, name), 'utf8'), epcis),
      }));
  const xml = filesIn(join(dir, 'invalid')).filter((name) => name.endsWith('.xml')).length;
  return {
    cases: [
      ...documents('valid', accepted),
      ...documents('sector-events', accepted),
      ...documents('invalid', refused),
      ...rowsIn(dir, 'urn-digitallink-vectors.tsv').map(([, operation, input, args, expected]) =>
        identifierCase('is', operation, input, args, (outcome) => outcome.judge(expected), epcis),
      ),
      ...rowsIn(dir, 'identifier-invalid-vectors.tsv').map(([, operation, input, args]) =>
        identifierCase('is refused', operation, input, args, (outcome) => outcome.refused(), epcis),
      ),
    ],
    leftOut: [
      ...NOT_YET.filter(({ folder }) => existsSync(join(dir, folder))).map(
        ({ folder, reason }) => `${folder} (${reason})`,
      ),
      ...(xml ? [`invalid/*.xml, ${xml} files (${NOT_YET[0].reason})`] : []),
    ],
  };
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

function errorsIn(text, { parseJson, readDocument }) {
  const { value, findings } = parseJson(text);
  const document = readDocument(value);
  return {
    errors: [...findings, ...document.findings].filter(({ severity }) => severity === 'error'),
    events: document.events,
  };
}

function accepted(text, epcis) {
  const { errors, events } = errorsIn(text, epcis);
  if (errors.length) return errors.map(({ path, message }) => `${path}: ${message.en}`).join('; ');
  return events.length && events.every(Boolean) ? undefined : 'no event was read';
}

/** To be refused: and every refusal says where, what, and what to do, in both languages. */
function refused(text, epcis) {
  const { errors } = errorsIn(text, epcis);
  if (!errors.length) return 'it was accepted';
  const mute = errors.find(
    ({ path, message, remedy }) => !path || ![message, remedy].every((words) => words?.fr && words.en),
  );
  return mute && `a refusal does not say where, why and what to do: ${JSON.stringify(mute)}`;
}

/** Which CBV list a field of the published vectors draws on. */
const LISTS = {
  bizstep: 'bizStep',
  disposition: 'disposition',
  persistentdisposition: 'disposition',
  biztransaction: 'transactionType',
  biztransactionlist: 'transactionType',
  source: 'partyType',
  sourcelist: 'partyType',
  destination: 'partyType',
  destinationlist: 'partyType',
  reason: 'errorReason',
  errordeclaration: 'errorReason',
};

/** Vectors that the standard itself contradicts: what we answer instead, and why. */
const CONTRADICTED = new Map([
  ['https://id.gs1.org/8010/123457-57578', 'a company prefix holds digits alone: the link stays as it is'],
]);

function identifierCase(verb, operation, input, args, judge, epcis) {
  const name = `${operation} ${JSON.stringify(input)}${args ? ` ${args}` : ''} ${verb}`;
  return { name: `identifiers: ${name}`, run: () => judge(outcomeOf(operation, input, args, epcis)) };
}

function outcomeOf(operation, input, args, epcis) {
  if (/Vocabulary|shortName/.test(operation)) return vocabularyOutcome(operation, input, args, epcis);
  return operation.startsWith('toURN')
    ? urnOutcome(operation, input, args, epcis)
    : linkOutcome(operation, input, epcis);
}

const answered = (answer) => ({
  judge: (expected) =>
    answer === expected ? undefined : `answered ${JSON.stringify(answer)}, not ${JSON.stringify(expected)}`,
});

function vocabularyOutcome(operation, input, args, { bareWord, cbvUri, cbvUrn }) {
  const [field, form = ''] = args.replaceAll('"', '').toLowerCase().split(', ');
  const list = LISTS[field];
  if (!list) return answered(input);
  if (form === 'urn') return answered(cbvUrn(list, input));
  return answered(form === 'weburi' ? cbvUri(list, input) : bareWord(list, input));
}

const isClassUrn = (uri) => /^urn:epc:(class|idpat):/.test(uri);

/** Where the company prefix ends cannot be read off a link: without its length a link stays what it is, and is no fault. */
function urnOutcome(operation, input, args, { toUrn }) {
  const length = args ? Number(args) : undefined;
  const answer = toUrn(input, length);
  const stays = answer === input;
  return {
    judge: (expected) =>
      stays && (length === undefined || CONTRADICTED.has(input))
        ? undefined
        : answered(answer).judge(expected),
    refused: () =>
      stays || isClassUrn(answer) !== operation.includes('ClassLevel') ? undefined : `it became ${answer}`,
  };
}

function linkOutcome(operation, input, { toDigitalLink }) {
  const answer = toDigitalLink(input);
  return {
    ...answered(answer),
    refused: () =>
      answer === undefined || isClassUrn(input) !== operation.includes('ClassLevel')
        ? undefined
        : `it became ${answer}`,
  };
}

/** Rows of a tab-separated file with quoted cells, its head left out. */
function rowsIn(dir, name) {
  const file = join(dir, 'identifiers', name);
  if (!existsSync(file)) return [];
  const rows = [[]];
  const cells = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\r?\n|$)/y;
  const text = readFileSync(file, 'utf8');
  while (cells.lastIndex < text.length) {
    const [, cell = '', end] = cells.exec(text);
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end.endsWith('\n')) rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
}
