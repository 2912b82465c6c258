import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, DomainError, isUuid, KEY_SCOPES, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '../audit/record-act.js';
import { sha256 } from '../sign-in/sign-in.js';
import { ApiKeyCreated, ApiKeyType } from './api-key.types.js';

const LONGEST_DAYS = 731;
const DAY = 86_400_000;

interface Row {
  id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
}
const COLUMNS = 'id, name, scopes, created_at, expires_at, revoked_at, last_used_at';

/** API keys of an organisation: made, shown once, listed, revoked at once. */
@Injectable()
export class ManageApiKeys {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async create(
    actor: Actor,
    input: { name: string; scopes: readonly string[]; expiresAt: string },
  ): Promise<ApiKeyCreated> {
    const organisationId = organisationOf(actor);
    check(input);
    const [id, secret] = [newId(), randomBytes(32).toString('base64url')];
    const row = await this.db.transaction(actor, async (tx) => {
      const [added] = await tx.query<Row>(
        `insert into api_key (filiere_id, id, organisation_id, name, secret_hash, scopes, created_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
        [
          actor.filiereId,
          id,
          organisationId,
          input.name.trim(),
          sha256(secret),
          input.scopes,
          actor.personId,
          input.expiresAt,
        ],
      );
      await recordAct(tx, {
        action: 'key.create',
        subjectType: 'api_key',
        subjectId: id,
        details: { name: input.name.trim(), scopes: input.scopes.join(' ') },
      });
      return added!;
    });
    return { apiKey: keyOf(row), secret: `mln_${id.replaceAll('-', '')}_${secret}` };
  }

  async revoke(actor: Actor, id: string): Promise<ApiKeyType> {
    const organisationId = organisationOf(actor);
    if (!isUuid(id)) throw notFound('id');
    return this.db.transaction(actor, async (tx) => {
      const [row] = await tx.query<Row>(
        `update api_key set revoked_at = coalesce(revoked_at, now())
         where filiere_id = $1 and id = $2 and organisation_id = $3 returning ${COLUMNS}`,
        [actor.filiereId, id, organisationId],
      );
      if (!row) throw notFound('id');
      await recordAct(tx, { action: 'key.revoke', subjectType: 'api_key', subjectId: id });
      return keyOf(row);
    });
  }
}

/** Keys of the actor's organisation, newest first. */
export async function apiKeysOf(tx: Tx): Promise<ApiKeyType[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from api_key where filiere_id = $1 and organisation_id = $2 order by id desc limit 200`,
    [tx.actor.filiereId, organisationOf(tx.actor)],
  );
  return rows.map(keyOf);
}

function check(input: { name: string; scopes: readonly string[]; expiresAt: string }): void {
  const left = Date.parse(input.expiresAt) - Date.now();
  const unknown = input.scopes.find((scope) => !KEY_SCOPES.some((known) => known === scope));
  const refuse = (path: string, fr: string, en: string) => new DomainError('BAD_INPUT', { fr, en }, path);
  if (!input.name.trim() || input.name.length > 80)
    throw refuse(
      'name',
      'Donnez à la clé un nom de 1 à 80 caractères.',
      'Give the key a name of 1 to 80 characters.',
    );
  if (unknown || !input.scopes.length)
    throw refuse(
      'scopes',
      `Choisissez au moins un droit parmi : ${KEY_SCOPES.join(', ')}.`,
      `Choose at least one of: ${KEY_SCOPES.join(', ')}.`,
    );
  if (left <= 0 || left > LONGEST_DAYS * DAY)
    throw refuse(
      'expiresAt',
      'Choisissez une date de fin à venir, dans les deux ans.',
      'Choose an end date to come, within two years.',
    );
}

const keyOf = (row: Row): ApiKeyType => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ...(row.revoked_at && { revokedAt: row.revoked_at.toISOString() }),
  ...(row.last_used_at && { lastUsedAt: row.last_used_at.toISOString() }),
});
