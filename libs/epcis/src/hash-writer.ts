import { spelledName } from './hash-names.js';
import { hashValue } from './hash-values.js';
import { isObject } from './object-rules.js';
import { Prefixes } from './prefixes.js';

const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';
const SURROGATE = /[\ud800-\udfff]/;
/** Nesting of extensions that still counts; documents that were read hold less (MAX_DEPTH). */
const DEEPEST = 64;

/** Writes members that the standard does not define, and sorts, within one event. */
export class HashWriter {
  constructor(
    private readonly prefixes: Prefixes,
    private readonly ignore?: ReadonlySet<string>,
  ) {}

  /** `{namespace}local` of a member's name; undefined for one that does not count. */
  nameOf(name: string): string | undefined {
    const spelt = spelledName(name, this.prefixes);
    return spelt === COMMENT || this.ignore?.has(spelt) ? undefined : spelt;
  }

  /** Adds what an extension member says: each entry of a list by itself, groups with their members sorted behind their name. */
  generic(name: string, value: unknown, parts: string[], depth = 0): void {
    const spelt = this.nameOf(name);
    if (value === undefined || spelt === undefined || depth > DEEPEST) return;
    if (Array.isArray(value)) {
      for (const entry of value as unknown[]) this.generic(name, entry, parts, depth + 1);
      return;
    }
    if (isObject(value)) {
      const own: string[] = [];
      for (const member of Object.keys(value))
        if (member !== '#text' && member !== '@context') this.generic(member, value[member], own, depth + 1);
      const told = hashValue(value['#text']);
      parts.push(`${spelt}${told && `=${told}`}${this.sorted(own).join('')}`);
      return;
    }
    const told = hashValue(value);
    parts.push(told === '' ? spelt : `${spelt}=${told}`);
  }

  /** Sorts in place by the order of characters in UTF-8. */
  sorted(parts: string[]): string[] {
    if (parts.length < 2) return parts;
    return parts.some((part) => SURROGATE.test(part)) ? parts.sort(byUtf8) : parts.sort();
  }
}

const byUtf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
