/**
 * PostgreSQL array literal of values that hold no character to escape: uuids, instants, numbers, hexadecimal.
 * For long arrays: the driver makes them up letter by letter.
 */
export const plainArray = (values: readonly (string | number | undefined | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;

/** The same of any texts. */
export const textArray = (values: readonly (string | undefined | null)[]): string =>
  `{${values.map((value) => (value === undefined || value === null ? 'NULL' : `"${escaped(value)}"`)).join(',')}}`;

const TO_ESCAPE = /["\\]/;
const escaped = (value: string): string =>
  TO_ESCAPE.test(value) ? value.replaceAll('\\', '\\\\').replaceAll('"', '\\"') : value;

/** The array of some uuids for a column of arrays: `unnest` opens arrays of arrays, so each travels as text. */
export const uuidArray = (ids: readonly string[]): string | null =>
  ids.length ? `{${ids.join(',')}}` : null;

/** JSON texts as one JSON array: nothing in them is escaped a second time, and PostgreSQL reads them in one go. */
export const jsonArray = (values: readonly string[]): string => `[${values.join(',')}]`;
