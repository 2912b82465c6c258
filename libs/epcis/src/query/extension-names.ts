import { nearest } from '@maillon/kernel';
import { expandName } from '../prefixes.js';
import { isUri } from '../uri.js';
import { isScheme } from '../value-rules.js';
import { undeclaredPrefix } from './messages.js';
import { QueryReading } from './read-values.js';

/**
 * A field name of a parameter (EPCIS 2.0 section 8.2.7.1: `prefix:name`, or the namespace and the name joined by a hash as in
 * EPCIS 1.2), with its namespace in full; undefined when it is no field name or was refused for its prefix.
 */
export function readFieldName(field: string, reading: QueryReading): readonly string[] | undefined {
  if (!isUri(field)) return undefined;
  const { prefixes } = reading;
  const prefix = field.slice(0, field.indexOf(':'));
  const name = expandName(field, prefixes);
  if (name !== field) return [name];
  if (!isScheme(prefix) && !prefixes.open) {
    const near = nearest(prefix, [...prefixes.names.keys()]);
    reading.refuse(undeclaredPrefix(prefix, near), { nearest: near });
    return undefined;
  }
  const hash = field.lastIndexOf('#');
  return hash > 0 ? [field, field.slice(0, hash) + field.slice(hash + 1)] : [field];
}
