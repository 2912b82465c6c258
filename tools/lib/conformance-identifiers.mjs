// The published identifier vectors: what each conversion must answer, and what must be refused.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Vectors that the standard itself contradicts, or that only GS1's list of allotted prefixes could tell: what we answer instead. */
const CONTRADICTED = new Map([
  ['https://id.gs1.org/8010/123457-57578', 'a company prefix holds digits alone: the link stays as it is'],
  [
    'https://id.gs1.org/8004/42512183.SENSOR.TR-07-AVE-583:1',
    'a GIAI has 30 characters at most, this one 31: the link stays as it is',
  ],
  [
    'https://hello.comain//cpi/381366783201294-5A',
    'the short name of a component is cpid (GS1 Digital Link URI Syntax 1.1 section 5.3): the link stays as it is',
  ],
  [
    'https://id.gs1.org/01/02045678901234',
    'well formed; that nobody holds such a prefix only GS1’s list of allotted prefixes tells',
  ],
]);

/** A vector of a word without its field, that is to come back as it is: nothing of ours would run, so it is not counted. */
const namesNothing = (operation, args, input) =>
  operation === 'shortNameReplacer'
    ? !/^https?:/.test(input)
    : operation.includes('Vocabulary') && operation !== 'toBareStringVocabulary' && !listOf(args);

const listOf = (args) => LISTS[args.replaceAll('"', '').toLowerCase().split(', ')[0]];

/** The cases of a folder's two tables of vectors. */
export function identifierCases(dir, epcis) {
  return [
    ...rowsIn(dir, 'urn-digitallink-vectors.tsv')
      .filter(([, operation, input, args]) => !namesNothing(operation, args, input))
      .map(([, operation, input, args, expected]) =>
        identifierCase('is', operation, input, args, () => answers(operation, input, args, expected, epcis)),
      ),
    ...rowsIn(dir, 'identifier-invalid-vectors.tsv').map(([, operation, input, args]) =>
      identifierCase('is refused', operation, input, args, () => refuses(operation, input, args, epcis)),
    ),
  ];
}

function identifierCase(verb, operation, input, args, run) {
  const why = CONTRADICTED.get(input);
  const name = `identifiers: ${operation} ${JSON.stringify(input)}${args ? ` ${args}` : ''} ${verb}`;
  return { name: why ? `${name} (exception: ${why})` : name, run };
}

const same = (answer, expected) =>
  answer === expected ? undefined : `answered ${JSON.stringify(answer)}, not ${JSON.stringify(expected)}`;

function answers(operation, input, args, expected, epcis) {
  if (operation === 'shortNameReplacer')
    return same(epcis.canonicalUri(input), CONTRADICTED.has(input) ? input : expected);
  if (operation.includes('Vocabulary'))
    return same(vocabularyAnswer(operation, input, args, epcis), expected);
  if (!operation.startsWith('toURN')) return same(epcis.toDigitalLink(input), expected);
  if (CONTRADICTED.has(input)) return same(epcis.toUrn(input, Number(args)), input);
  const level = levelOf(operation);
  if (args) return same(epcis.toUrn(input, Number(args), level), expected);
  // Where the company prefix ends cannot be read off a link. Told the length of the expected one, the answer is the same.
  const prefix = /^urn:epc:[a-z]+:[a-z]+:(\d+)\./.exec(expected)?.[1] ?? '';
  return same(epcis.toUrn(input), input) ?? same(epcis.toUrn(input, prefix.length, level), expected);
}

const levelOf = (operation) => (operation.includes('ClassLevel') ? 'class' : undefined);

function vocabularyAnswer(operation, input, args, { bareWord, cbvUri, cbvUrn, CBV }) {
  const list = listOf(args);
  // a word that none of the lists may know
  if (!list)
    return (
      Object.keys(CBV)
        .map((name) => bareWord(name, input))
        .find((word) => word !== input) ?? input
    );
  const [, form = ''] = args.replaceAll('"', '').toLowerCase().split(', ');
  if (form === 'urn') return cbvUrn(list, input);
  return form === 'weburi' ? cbvUri(list, input) : bareWord(list, input);
}

const isClassUrn = (uri) => /^urn:epc:(class|idpat):/.test(uri);
const PREFIX_LENGTHS = [6, 7, 8, 9, 10, 11, 12];

/** Refused: no conversion, or one of the other level (an instance where a class is asked for). */
function refuses(operation, input, args, { toUrn, toDigitalLink }) {
  const isClass = operation.includes('ClassLevel');
  if (!operation.startsWith('toURN')) {
    const answer = toDigitalLink(input);
    return answer === undefined || isClassUrn(input) !== isClass ? undefined : `it became ${answer}`;
  }
  if (CONTRADICTED.has(input)) return same(toUrn(input), input);
  for (const length of args ? [Number(args)] : [undefined, ...PREFIX_LENGTHS]) {
    const answer = toUrn(input, length, levelOf(operation));
    if (answer !== input && isClassUrn(answer) === isClass) return `it became ${answer}`;
  }
  return undefined;
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
