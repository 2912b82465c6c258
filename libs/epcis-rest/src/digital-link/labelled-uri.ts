import { canonicalUri, describeIdentifier, identifierProblem } from '@maillon/epcis';

/** Where canonical identifiers of GS1 stand. */
export const GS1_DOMAIN = 'https://id.gs1.org/';

const WITH_QUALIFIERS = new Set(['01', 'gtin', '8006', 'itip']);

/** Qualifiers of a GTIN in the order of their path (GS1 Digital Link URI Syntax 1.2 section 4.8): variant, lot, serial. */
const RANK: Readonly<Record<string, number>> = {
  '22': 0,
  cpv: 0,
  '10': 1,
  lot: 1,
  '21': 2,
  ser: 2,
  '235': 3,
};
const ALONE = 3;

/**
 * The identifier that the path of a Digital Link names, in its one canonical spelling: a slash at its end and the order of its
 * qualifiers do not count. A wrong check digit is no obstacle: such numbers are kept, with a warning, when they are captured.
 * Undefined for what is no GS1 key.
 */
export function labelledUri(path: string): string | undefined {
  const parts = inOrder(path.replace(/\/+$/, '').split('/'));
  if (!parts) return undefined;
  const uri = canonicalUri(`${GS1_DOMAIN}${parts.join('/')}`);
  if (!uri.startsWith(GS1_DOMAIN) || describeIdentifier(uri).scheme === 'private') return undefined;
  const problem = identifierProblem(uri);
  return problem && problem.kind !== 'check_digit' ? undefined : uri;
}

/** Undefined where qualifiers exclude each other: twice the same, or a unit pack serial beside a lot. */
function inOrder(parts: readonly string[]): readonly string[] | undefined {
  const [key = '', number = '', ...rest] = parts;
  if (!WITH_QUALIFIERS.has(key) || rest.length < 4 || rest.length % 2) return parts;
  const pairs = rest.flatMap((name, index) => (index % 2 ? [] : [[name, rest[index + 1]!] as const]));
  // a lot with bare slashes in it, as they occur: no qualifiers
  if (!pairs.every(([name]) => Object.hasOwn(RANK, name))) return parts;
  const ranks = pairs.map(([name]) => RANK[name]!);
  if (new Set(ranks).size < ranks.length || (ranks.includes(ALONE) && ranks.some((rank) => rank % ALONE)))
    return undefined;
  return [key, number, ...pairs.sort(([one], [other]) => RANK[one]! - RANK[other]!).flat()];
}
