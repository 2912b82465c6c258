import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@maillon/kernel';
import { IdentityTx, TenantDb } from '@maillon/db';
import { Passwords, tooManySignIns } from './passwords.js';

export const SESSION_HOURS = 12;
const WINDOW_MINUTES = 15;
/** Failures allowed within a window, for one address and for one place it comes from. */
const FAILURES = { email: 10, ip: 50 };

export interface Origin {
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

/** Sessions of people: an opaque token in the browser, its SHA-256 in PostgreSQL, gone the moment it is deleted there. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /**
   * Opens a session by e-mail and password; answers its token.
   * Throws UNAUTHENTICATED, the same for an unknown address and a wrong password, and TOO_MANY_REQUESTS after ten failures.
   */
  async withPassword(
    email: string,
    password: string,
    origin: Origin,
  ): Promise<{ token: string; personId: string }> {
    const address = email.trim().toLowerCase();
    const buckets = [
      `email:${sha256(address).toString('hex')}`,
      ...(origin.ipAddress ? [`ip:${origin.ipAddress}`] : []),
    ];
    await this.db.identity(undefined, (tx) => refuseWhenThrottled(tx, buckets));
    const [person] = await this.db.identity(undefined, (tx) =>
      tx.query<{ id: string; password_hash: string | null }>(
        'select id, password_hash from person where email = $1',
        [address],
      ),
    );
    if (!(await this.passwords.matches(person?.password_hash, password)) || !person) {
      await this.db.identity(undefined, (tx) => countFailure(tx, buckets));
      throw new DomainError('UNAUTHENTICATED', {
        fr: 'Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.',
        en: 'This address and this password do not go together. Check both, then try again.',
      });
    }
    await this.db.identity(undefined, (tx) =>
      tx.query('delete from sign_in_throttle where bucket = $1', [buckets[0]]),
    );
    return { token: await this.open(person.id, origin), personId: person.id };
  }

  /** Opens a session for a person already known: demo accounts, an invitation just accepted. */
  async open(personId: string, origin: Origin): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.db.identity(personId, async (tx) => {
      await tx.query('delete from person_session where person_id = $1 and expires_at < now()', [personId]);
      await tx.query(
        `insert into person_session (token_hash, person_id, expires_at, ip_address, user_agent)
         values ($1, $2, now() + make_interval(hours => $3), $4, $5)`,
        [sha256(token), personId, SESSION_HOURS, origin.ipAddress, origin.userAgent?.slice(0, 200)],
      );
    });
    return token;
  }

  async close(token: string): Promise<void> {
    await this.db.identity(undefined, (tx) =>
      tx.query('delete from person_session where token_hash = $1', [sha256(token)]),
    );
  }

  /** Signs the person out everywhere. */
  async closeAll(personId: string): Promise<void> {
    await this.db.identity(personId, (tx) =>
      tx.query('delete from person_session where person_id = $1', [personId]),
    );
  }

  /** The person of a session token, or undefined when it has ended. */
  async personOf(token: string): Promise<string | undefined> {
    const [session] = await this.db.identity(undefined, (tx) =>
      tx.prepared<{ person_id: string }>(
        'session-person',
        'select person_id from person_session where token_hash = $1 and expires_at > now()',
        [sha256(token)],
      ),
    );
    return session?.person_id;
  }
}

export const sha256 = (value: string): Buffer => createHash('sha256').update(value).digest();

async function refuseWhenThrottled(tx: IdentityTx, buckets: readonly string[]): Promise<void> {
  const rows = await tx.query<{ bucket: string; failures: number; seconds: number }>(
    `select bucket, failures, ceil(extract(epoch from window_ends_at - now()))::int as seconds
     from sign_in_throttle where bucket = any ($1) and window_ends_at > now()`,
    [buckets],
  );
  const over = rows.find(
    ({ bucket, failures }) => failures >= (bucket.startsWith('ip:') ? FAILURES.ip : FAILURES.email),
  );
  if (over) throw tooManySignIns(over.seconds);
}

async function countFailure(tx: IdentityTx, buckets: readonly string[]): Promise<void> {
  await tx.query(
    `insert into sign_in_throttle as t (bucket, failures, window_ends_at)
     select bucket, 1, now() + make_interval(mins => $2) from unnest($1::text[]) as bucket order by bucket
     on conflict (bucket) do update set
       failures = case when t.window_ends_at > now() then t.failures + 1 else 1 end,
       window_ends_at = case when t.window_ends_at > now() then t.window_ends_at else excluded.window_ends_at end`,
    [buckets, WINDOW_MINUTES],
  );
}
