import { Finding } from '@maillon/kernel';
import { isKept } from './kept-text.js';
import { problem } from './messages.js';
import { isUri } from './uri.js';

/** What a document's `@context` declares. Contexts are never fetched. */
export interface Prefixes {
  /** Prefix to namespace. */
  readonly names: ReadonlyMap<string, string>;
  /** A context other than GS1's is named by its address: it may declare prefixes that cannot be known here. */
  readonly open: boolean;
  /** Addresses of contexts other than GS1's, in order. */
  readonly contexts?: readonly string[];
}

/** Prefixes of the GS1 EPCIS context (epcis-context.jsonld 2.0), known without being declared. */
const GS1_NAMES: readonly (readonly [string, string])[] = [
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  // GS1's context ends it with a colon, hashes and XML examples of GS1 do not: see inFull
  ['cbvmda', 'urn:epcglobal:cbv:mda'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
];

/** The address of GS1's own context. */
export const GS1_CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';

const ANY_GS1_CONTEXT =
  /^https?:\/\/(ref\.gs1\.org\/(standards\/)?epcis|gs1\.github\.io\/EPCIS|id\.gs1\.org\/epcis-context)/i;

/** True for the address of GS1's context, in its several places. */
export const isGs1Context = (entry: unknown): boolean =>
  typeof entry === 'string' && ANY_GS1_CONTEXT.test(entry);

/** The prefixes known when no context is given. */
export const GS1_PREFIXES: Prefixes = { names: new Map(GS1_NAMES), open: false };

/** The prefixes that an `@context` declares, on top of those in force around it. Never throws, never fetches. */
export const readHeader = (context: unknown, outer: Prefixes = GS1_PREFIXES): Prefixes =>
  checkHeader(context, '$', outer).prefixes;

/** As readHeader, with what is wrong in the context; `path` is the JSON path of the object that holds it. */
export function checkHeader(
  context: unknown,
  path: string,
  outer: Prefixes = GS1_PREFIXES,
): { prefixes: Prefixes; findings: Finding[] } {
  const names = new Map(outer.names);
  const findings: Finding[] = [];
  const contexts = [...(outer.contexts ?? [])];
  const at = `${path}['@context']`;
  const list: readonly unknown[] = Array.isArray(context) ? context : [context];
  const seen = new Set<string>();
  list.forEach((entry, index) => {
    const where = Array.isArray(context) ? `${at}[${index}]` : at;
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    if (typeof entry === 'string' && isUri(entry)) {
      if (!isGs1Context(entry) && !contexts.includes(entry)) contexts.push(entry);
    } else if (isObject) declare(entry, names);
    else findings.push(problem('CONTEXT_INVALID', { path: where, field: '@context', value: entry }));
    const spelt = JSON.stringify(entry);
    if (seen.has(spelt))
      findings.push(problem('CONTEXT_DUPLICATE', { path: where, field: '@context', value: entry }));
    seen.add(spelt);
    if (holdsUnkept(entry))
      findings.push(problem('TEXT_NOT_KEPT', { path: where, field: '@context', value: entry }));
  });
  return { prefixes: { names, open: outer.open || contexts.length > 0, contexts }, findings };
}

/** True where a name or value in it, however deep, is no text that can be kept. */
const holdsUnkept = (entry: unknown): boolean => {
  if (typeof entry === 'string') return !isKept(entry);
  if (typeof entry !== 'object' || entry === null) return false;
  return Object.entries(entry).some(([name, value]) => !isKept(name) || holdsUnkept(value));
};

/** Terms of one context may build on each other in any order (JSON-LD 1.1 API section 4.2). */
function declare(entry: object, names: Map<string, string>): void {
  const own = new Map<string, string>();
  for (const [name, definition] of Object.entries(entry)) {
    if (name.startsWith('@') || name.includes(':')) continue;
    const id: unknown =
      typeof definition === 'object' && definition !== null
        ? (definition as Record<string, unknown>)['@id']
        : definition;
    if (typeof id === 'string' && id !== '') own.set(name, id);
  }
  // a term that builds on itself is left to those declared before
  const spelt = (name: string, open: readonly string[]): string => {
    const id = own.get(name)!;
    const base = id.slice(0, Math.max(0, id.indexOf(':')));
    const isOwn = own.has(base) && !open.includes(base) && open.length < MOST_STEPS;
    return isOwn ? expandName(id, new Map([[base, spelt(base, [...open, base])]])) : expandName(id, names);
  };
  const all = [...own.keys()].map((name) => [name, spelt(name, [name])] as const);
  for (const [name, namespace] of all) names.set(name, namespace);
}
/** Terms that build on one another. */
const MOST_STEPS = 16;

/** GS1's JSON-LD context ends this namespace with a colon, its XML examples do not: one and the same. */
const MASTER_DATA = 'urn:epcglobal:cbv:mda';
const inFull = (namespace: string): string =>
  namespace === MASTER_DATA || namespace === `${MASTER_DATA}:/` ? `${MASTER_DATA}:` : namespace;

/** `prefix:name` with its prefix spelt out; anything else, and undeclared prefixes, unchanged. */
export function expandName(name: string, prefixes: Prefixes | ReadonlyMap<string, string>): string {
  const colon = name.indexOf(':');
  if (colon <= 0 || name.startsWith('//', colon + 1)) return name;
  const names = 'names' in prefixes ? prefixes.names : prefixes;
  const namespace = names.get(name.slice(0, colon));
  return namespace === undefined ? name : inFull(namespace) + name.slice(colon + 1);
}
