import { Prefixes } from './prefixes.js';
import { decodePart } from './uri.js';

/** A member's name taken apart: namespace and local name; no namespace for a plain name. */
export interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/** GS1's master data, as the published hashes have it where no document says otherwise. */
const MASTER_DATA = 'urn:epcglobal:cbv:mda';

/**
 * Splits `prefix:name` or a full URI, its namespace as declared: published hashes tell `urn:epcglobal:cbv:mda:` from the same
 * without colon. A URI without declared prefix is cut at the longest declared namespace that opens it, else behind its last slash,
 * hash or colon, so that both spellings of a name give the same parts.
 */
export function splitName(name: string, prefixes: Prefixes): QualifiedName {
  const colon = name.indexOf(':');
  if (colon <= 0) return { namespace: '', local: name };
  const declared = name.startsWith('//', colon + 1) ? undefined : prefixes.names.get(name.slice(0, colon));
  if (declared !== undefined) return { namespace: declared, local: plain(name.slice(colon + 1)) };
  const { namespaces, lengths } = spellingOf(prefixes);
  const best = lengths.find((length) => length < name.length && namespaces.has(name.slice(0, length))) ?? 0;
  const last = name.length - 2;
  const cut =
    best ||
    Math.max(name.lastIndexOf('/', last), name.lastIndexOf('#', last), name.lastIndexOf(':', last)) + 1;
  const namespace = name.slice(0, cut);
  const isBeforeColon = namespace === MASTER_DATA && name.charAt(cut) === ':';
  return { namespace, local: plain(name.slice(isBeforeColon ? cut + 1 : cut)) };
}

/** Letters beyond ASCII are percent-encoded in a URI, not in an XML name. */
const plain = (local: string): string => (local.includes('%') ? decodePart(local) : local);

/** What the names of one set of prefixes are told by, made once. */
interface Spelling {
  readonly namespaces: ReadonlySet<string>;
  /** Of the namespaces, the longest first. */
  readonly lengths: readonly number[];
  /** Names that a document repeats from event to event. */
  readonly known: Map<string, string>;
}
const REMEMBERED = 10_000;
const spellings = new WeakMap<Prefixes, Spelling>();

function spellingOf(prefixes: Prefixes): Spelling {
  let spelling = spellings.get(prefixes);
  if (!spelling) {
    const namespaces = new Set(prefixes.names.values());
    const lengths = [...new Set([...namespaces].map(({ length }) => length))].sort((a, b) => b - a);
    spelling = { namespaces, lengths, known: new Map() };
    spellings.set(prefixes, spelling);
  }
  return spelling;
}

/** `{namespace}local`, or the plain name. Expects prefixes that stay as they are. */
export function spelledName(name: string, prefixes: Prefixes): string {
  if (!name.includes(':')) return name;
  const { known } = spellingOf(prefixes);
  let spelt = known.get(name);
  if (spelt === undefined) {
    const { namespace, local } = splitName(name, prefixes);
    spelt = `{${namespace}}${local}`;
    if (known.size < REMEMBERED) known.set(name, spelt);
  }
  return spelt;
}
