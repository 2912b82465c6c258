import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, notFound, Permission, personActor, platformActor, Role } from '@maillon/kernel';
import { ActorChanged, TenantDb } from '@maillon/db';
import { unauthenticated } from '@maillon/graphql';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { LeastRecent } from './least-recent.js';
import { sha256 } from './sign-in.js';

/** `mln_<key id without dashes>_<secret>`; the prefix lets secret scanners find a leaked key. */
const KEY_FORM = /^mln_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
/** What the committee's people give as their organisation. */
export const COMMITTEE = 'committee';
/** An id that no filière has: an unknown one is looked up like any other, and takes as long. */
const NO_FILIERE = 32_767;

/** How many sessions a process remembers: the least recently used are forgotten first. */
const REMEMBERED = 10_000;

const SESSION = `
  select s.person_id, r.organisation_id, r.role from person_session s
  left join (
    select r.person_id, r.organisation_id, r.role, r.created_at, r.id from role_assignment r
    left join membership m on m.filiere_id = r.filiere_id and m.organisation_id = r.organisation_id
    where r.filiere_id = $1 and (r.valid_until is null or r.valid_until > now()) and (r.organisation_id is null or m.status = 'active')
  ) r on r.person_id = s.person_id
  where s.token_hash = $2 and s.expires_at > now() order by r.created_at, r.id`;

interface SessionRow {
  readonly person_id: string;
  readonly organisation_id: string | null;
  readonly role: Role | null;
}

type PersonRole = SessionRow & { readonly role: Role };

/** Makes the Actor of a request, once, at the edge. Whatever does not fit answers with the one NOT_FOUND. */
@Injectable()
export class Actors {
  private readonly known = new LeastRecent<PersonRole>(REMEMBERED);

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
    const filiereId = filiere?.id ?? NO_FILIERE;
    const hash = sha256(token);
    const rows = await this.db
      .reader(platformActor(filiereId))
      .prepared<SessionRow>('actor-session', SESSION, [filiereId, hash]);
    if (!rows.length) throw unauthenticated();
    const found = chosenRole(rows, organisation);
    if (!filiere || !found) throw notFound();
    this.known.set(keyOf(slug, hash, organisation), found);
    return actorIn(filiereId, found, ipAddress);
  }

  /**
   * The actor that `ofSession` found for the same session, filière and organisation some time ago, if it is remembered.
   * Its first transaction asks again and works only if the answer is still the same (docs/adr/0010-actor-cache.md).
   */
  async remembered(
    slug: string,
    token: string,
    organisation?: string,
    ipAddress?: string,
  ): Promise<Actor | undefined> {
    const hash = sha256(token);
    const role = this.known.get(keyOf(slug, hash, organisation));
    const filiere = role && (await this.filieres.find(slug));
    if (!filiere) return undefined;
    const actor = actorIn(filiere.id, role, ipAddress);
    this.db.expect(actor, {
      name: 'actor-session',
      sql: SESSION,
      parameters: [filiere.id, hash],
      holds: (rows) => isSame(chosenRole(rows as SessionRow[], organisation), role),
    });
    return actor;
  }

  /** Whether a remembered actor is what it was, as of this request. */
  async stillHolds(actor: Actor): Promise<boolean> {
    try {
      await this.db.prove(actor);
      return true;
    } catch (error) {
      if (error instanceof ActorChanged) return false;
      throw error;
    }
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

/** The role that a caller means: an organisation's, the committee's, or else its oldest. */
function chosenRole(rows: readonly SessionRow[], organisation: string | undefined): PersonRole | undefined {
  const roles = rows.filter((row): row is PersonRole => row.role !== null);
  if (organisation === undefined) return roles[0];
  const wanted = organisation === COMMITTEE ? null : organisation;
  return roles.find((role) => role.organisation_id === wanted);
}

const isSame = (found: PersonRole | undefined, known: PersonRole): boolean =>
  found?.person_id === known.person_id &&
  found.organisation_id === known.organisation_id &&
  found.role === known.role;

const actorIn = (filiereId: number, role: PersonRole, ipAddress: string | undefined): Actor =>
  personActor({
    filiereId,
    personId: role.person_id,
    role: role.role,
    ...(role.organisation_id && { organisationId: role.organisation_id }),
    ...(ipAddress && { ipAddress }),
  });

const keyOf = (slug: string, hash: Buffer, organisation: string | undefined): string =>
  `${hash.toString('base64')} ${slug} ${organisation ?? ''}`;
