import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, isUuid, notFound, Permission, personActor, platformActor, Role } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { sha256 } from './sign-in.js';

/** `mln_<key id without dashes>_<secret>`; the prefix lets secret scanners find a leaked key. */
const KEY_FORM = /^mln_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
/** What the committee's people give as their organisation. */
export const COMMITTEE = 'committee';

/** Makes the Actor of a request, once, at the edge. Whatever does not fit answers with the one NOT_FOUND. */
@Injectable()
export class Actors {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  /**
   * A person in one of its roles in a filière. `organisation` chooses among several: an id or `committee`;
   * without it the person's only or oldest role is taken.
   */
  async ofPerson(slug: string, personId: string, organisation?: string, ipAddress?: string): Promise<Actor> {
    const filiere = await this.filieres.find(slug);
    if (!filiere || (organisation && organisation !== COMMITTEE && !isUuid(organisation))) throw notFound();
    const roles = await this.db.transaction(platformActor(filiere.id), (tx) =>
      tx.prepared<{ organisation_id: string | null; role: Role }>(
        'actor-roles',
        `select r.organisation_id, r.role from role_assignment r
         left join membership m on m.filiere_id = r.filiere_id and m.organisation_id = r.organisation_id
         where r.filiere_id = $1 and r.person_id = $2 and (r.valid_until is null or r.valid_until > now())
           and (r.organisation_id is null or m.status = 'active')
         order by r.created_at, r.id`,
        [filiere.id, personId],
      ),
    );
    const wanted = organisation === COMMITTEE ? null : organisation;
    const found = organisation === undefined ? roles[0] : roles.find((role) => role.organisation_id === wanted);
    if (!found) throw notFound();
    return personActor({
      filiereId: filiere.id,
      personId,
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
