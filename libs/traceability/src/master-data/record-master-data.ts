import { MasterDataElement } from '@maillon/epcis';
import { Finding, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { masterDataNotKept, masterDataTooLarge, masterDataTooMuch } from './messages.js';

/** Bounds of what one document may bring. */
export const MOST_ELEMENTS = 10_000;
/** In bytes: keys of an index are short. */
export const LONGEST_TYPE = 400;
export const LONGEST_ID = 2000;
/** Attributes as JSON, in bytes. */
export const LARGEST_ATTRIBUTES = 64 * 1024;
export const MOST_CHILDREN = 5000;

const WRITE_AT_ONCE = 500;

/** NUL and halves of characters, as JSON.stringify writes them: behind an even number of backslashes. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** The elements that can be kept, and why the others cannot. Of more than a document may bring none is kept. */
export function keepable(elements: readonly MasterDataElement[]): {
  readonly kept: readonly MasterDataElement[];
  readonly findings: readonly Finding[];
} {
  if (elements.length > MOST_ELEMENTS)
    return { kept: [], findings: [masterDataTooMuch(elements.length, MOST_ELEMENTS)] };
  const findings: Finding[] = [];
  const kept = elements.filter((element) => {
    const fault = faultOf(element);
    if (fault) findings.push(fault);
    return !fault;
  });
  return { kept, findings };
}

function faultOf({ type, id, attributes, children }: MasterDataElement): Finding | undefined {
  const told = id.slice(0, 200).replaceAll('\u0000', '␀');
  const size = (value: string) => Buffer.byteLength(value);
  if (size(type) > LONGEST_TYPE) return masterDataTooLarge(type.slice(0, 200), `${LONGEST_TYPE} octets`);
  if ([id, ...children].some((uri) => size(uri) > LONGEST_ID))
    return masterDataTooLarge(told, `${LONGEST_ID} octets`);
  if (children.length > MOST_CHILDREN) return masterDataTooLarge(told, `${MOST_CHILDREN} children`);
  const written = JSON.stringify(attributes);
  if (size(written) > LARGEST_ATTRIBUTES) return masterDataTooLarge(told, `${LARGEST_ATTRIBUTES} octets`);
  return UNSTORABLE.test(written) || UNSTORABLE.test(JSON.stringify([type, id, children]))
    ? masterDataNotKept(told)
    : undefined;
}

/**
 * Keeps the master data of a document's header (EPCIS 2.0, 9.4; CBV 2.0, 9) as the actor's organisation declares it. An element
 * declared before is replaced as a whole: what was said last holds. The same again changes nothing. Expects `keepable` ones.
 */
export async function recordMasterData(tx: Tx, elements: readonly MasterDataElement[]): Promise<void> {
  const organisationId = organisationOf(tx.actor);
  // of an element given twice the last holds; in one order, so that two documents never wait for each other
  const last = new Map(elements.map((element) => [`${element.type}\n${element.id}`, element]));
  const sorted = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
  for (let start = 0; start < sorted.length; start += WRITE_AT_ONCE) {
    const rows = sorted
      .slice(start, start + WRITE_AT_ONCE)
      .map(({ type, id, attributes, children }) => ({ type, id, attributes, children }));
    await tx.query(
      `insert into master_data (filiere_id, organisation_id, type, id, attributes, children)
       select $1, $2, e.type, e.id, e.attributes, e.children
       from jsonb_to_recordset($3) as e (type text, id text, attributes jsonb, children text[])
       on conflict (filiere_id, organisation_id, type, id) do update
       set attributes = excluded.attributes, children = excluded.children, declared_at = excluded.declared_at
       where (master_data.attributes, master_data.children) is distinct from (excluded.attributes, excluded.children)`,
      [tx.actor.filiereId, organisationId, JSON.stringify(rows)],
    );
  }
}
