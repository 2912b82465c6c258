import { nearest } from '@maillon/kernel';
import { canonicalUri } from '../canonical-uri.js';
import { bareWord, CBV, CbvList, CbvListName, cbvUri, droppedWord } from '../cbv.js';
import { expandName } from '../prefixes.js';
import { isUri } from '../uri.js';
import { ALLOWED, oneOfWords } from './messages.js';
import { QueryReading } from './read-values.js';

/** A value of a CBV list: its bare word in whatever spelling, or a URI of one's own; undefined when refused. */
export function readWord(value: unknown, list: CbvListName, reading: QueryReading): string | undefined {
  const { words }: CbvList = CBV[list];
  if (typeof value === 'string') {
    if (words.has(value)) return value;
    if (isUri(value)) {
      const spelt = expandName(value, reading.prefixes);
      return droppedWord(list, spelt) ? cbvUri(list, spelt) : bareWord(list, spelt);
    }
  }
  const near = typeof value === 'string' ? nearest(value, [...words]) : undefined;
  return reading.refuseValue(value, oneOfWords([...words], ALLOWED.uri), near);
}

/** An identifier in canonical spelling; undefined when refused. */
export function readUri(value: unknown, reading: QueryReading): string | undefined {
  return typeof value === 'string' && isUri(value)
    ? canonicalUri(expandName(value, reading.prefixes))
    : reading.refuseValue(value, ALLOWED.uri);
}
