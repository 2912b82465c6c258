import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, notFound, Permission, personActor, platformActor, Role } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { unauthenticated } from '@maillon/graphql';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { sha256 } from './sign-in.js';

/** `mln_<key id without dashes>_<secret>`; the prefix lets secret scanners find a leaked key. */
const KEY_FORM = /^mln_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
/** What the committee's people give as their organisation. */
export const COMMITTEE = 'committee';
/** An id that no filière has: an unknown one is looked up like any other, and takes as long. */
const NO_FILIERE = 32_767;

/** Makes the Actor of a request, once, at the edge. Whatever does not fit answers with the one NOT_FOUND. */
@Injectable()
export class Actors {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  /**
   * The person of a session, in one of its roles in a filière: session and roles are read at once. `organisation` chooses
   * among several: an id or `committee`; without it the person's oldest role is taken. Throws UNAUTHENTICATED when the
   * session has ended, before it says anything of the filière.
   */
  async ofSession(slug: string, token: string, organisation?: string, ipAddress?: string): Promise<Actor> {
    const filiere = await this.filieres.find(slug);
    const rows = await this.db.transaction(platformActor(filiere?.id ?? NO_FILIERE), (tx) =>
      tx.prepared<{ person_id: string; organisation_id: string | null; role: Role | null }>(
        'actor-session',
        `select s.person_id, r.organisation_id, r.role from person_session s
         left join (
           select r.person_id, r.organisation_id, r.role, r.created_at, r.id from role_assignment r
           left join membership m on m.filiere_id = r.filiere_id and m.organisation_id = r.organisation_id
           where r.filiere_id = $1 and (r.valid_until is null or r.valid_until > now()) and (r.organisation_id is null or m.status = 'active')
         ) r on r.person_id = s.person_id
         where s.token_hash = $2 and s.expires_at > now() order by r.created_at, r.id`,
        [filiere?.id ?? NO_FILIERE, sha256(token)],
      ),
    );
    if (!rows.length) throw unauthenticated();
    const roles = rows.filter(({ role }) => role !== null);
    const wanted = organisation === COMMITTEE ? null : organisation;
    const found =
      organisation === undefined ? roles[0] : roles.find((role) => role.organisation_id === wanted);
    if (!filiere || !found?.role) throw notFound();
    return personActor({
      filiereId: filiere.id,
      personId: found.person_id,
      role: found.role,
      ...(found.organisation_id && { organisationId: found.organisation_id }),
      ...(ipAddress && { ipAddress }),
    });
  }

  /** The organisation behind an API key. A revoked or expired key, or one of another filière, is simply not found. */
  async ofKey(slug: string, key: string, ipAddress?: string): Promise<Actor> {
    const filiere = await this.filieres.find(slug);
    const [, compactId, secret] = KEY_FORM.exec(key) ?? [];
    if (!filiere || !compactId || !secret) throw notFound();
    const keyId = compactId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const [row] = await this.db.transaction(platformActor(filiere.id), (tx) =>
      tx.prepared<{ organisation_id: string; secret_hash: Buffer; scopes: Permission[] }>(
        'actor-key',
        `with used as (
           update api_key set last_used_at = now()
           where filiere_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')
         )
         select k.organisation_id, k.secret_hash, k.scopes from api_key k
         join membership m on m.filiere_id = k.filiere_id and m.organisation_id = k.organisation_id and m.status = 'active'
         where k.filiere_id = $1 and k.id = $2 and k.revoked_at is null and k.expires_at > now()`,
        [filiere.id, keyId],
      ),
    );
    if (!row || !timingSafeEqual(row.secret_hash, sha256(secret))) throw notFound();
    return Object.freeze({
      filiereId: filiere.id,
      organisationId: row.organisation_id,
      keyId,
      permissions: new Set(row.scopes),
      ...(ipAddress && { ipAddress }),
    });
  }
}
