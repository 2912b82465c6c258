import { canonicalUri, MASTER_DATA_KINDS } from '@maillon/epcis';
import { decodeCursor, encodeCursor, organisationOf, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { MasterDataElementType } from './master-data.types.js';

const VTYPE = 'urn:epcglobal:epcis:vtype:';

interface Row {
  type: string;
  id: string;
  attributes: unknown;
  children: string[];
  declared_at: Date;
}

export interface MasterDataPageInput {
  /** A vocabulary's URI, or the standard's kind of it. */
  readonly vocabulary?: string;
  /** In any spelling. */
  readonly id?: string;
  readonly first?: number;
  readonly after?: string;
}

/** Master data of the actor's organisation, by vocabulary and id. Throws BAD_INPUT for a cursor that no page gave. */
export async function masterDataPage(
  tx: Tx,
  input: MasterDataPageInput,
): Promise<Connection<MasterDataElementType>> {
  const first = pageSize(input.first);
  const [type, id] = input.after ? decodeCursor(input.after, 2) : [null, null];
  const rows = await tx.query<Row>(
    `select type, id, attributes, children, declared_at from master_data
     where filiere_id = $1 and organisation_id = $2 and ($3::text is null or type = $3) and ($4::text is null or id = $4)
       and ($5::text is null or (type, id) > ($5, $6))
     order by type, id limit $7`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      input.vocabulary === undefined ? null : typeOf(input.vocabulary),
      input.id === undefined ? null : canonicalUri(input.id),
      type,
      id,
      first + 1,
    ],
  );
  return pageOf(rows, first, elementOf, (row) => encodeCursor([row.type, row.id]));
}

const typeOf = (said: string): string =>
  MASTER_DATA_KINDS.some((kind) => kind === said) ? `${VTYPE}${said}` : said;

function elementOf({ type, id, attributes, children, declared_at }: Row): MasterDataElementType {
  const kind = MASTER_DATA_KINDS.find((known) => type === `${VTYPE}${known}`);
  return {
    id,
    vocabulary: type,
    attributes,
    children,
    declaredAt: declared_at.toISOString(),
    ...(kind && { kind }),
  };
}
