import { canonicalUri } from '../canonical-uri.js';
import { QueryValue } from './event-query.js';
import { ALLOWED } from './messages.js';
import { QueryReading, spellings } from './read-values.js';

/** Values that data without a type may equal, in every spelling of each; undefined when one is refused. */
export function readPlainValues(raw: unknown, reading: QueryReading): QueryValue[] | undefined {
  const read = reading.each(raw, (value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return reading.refuseValue(value, ALLOWED.list);
    const all = spellings(value);
    const canonical = typeof value === 'string' && value.startsWith('urn:epc:') ? canonicalUri(value) : value;
    return canonical === value ? all : [...all, canonical];
  });
  return read && [...new Set(read.flat())];
}
