import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILIERES } from '@maillon/filieres';
import { derivedId, newId, personActor, Role } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { createLogger } from '@maillon/runtime';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHash, randomBytes } from 'node:crypto';
import { createApp } from './create-app.js';

export interface Member {
  readonly organisationId: string;
  readonly personId: string;
  readonly cookie: string;
  readonly siren: string;
}

/** The api on a database of its own, with people to sign in: `call` speaks GraphQL as one of them. */
export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly storageDir: string;
  /** Where it listens: http://127.0.0.1:port. */
  readonly url: string;
  member(filiere: number, name: string, role?: Role): Promise<Member>;
  committee(filiere: number, role?: 'steward' | 'auditor'): Promise<Member>;
  call<T>(
    who: Pick<Member, 'cookie'> | undefined,
    filiere: string,
    query: string,
    variables?: object,
    headers?: object,
  ): Promise<{ data: T; errors?: { message: string; extensions: { code: string } }[] }>;
  close(): Promise<void>;
}

export async function createTestApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  for (const filiere of FILIERES) {
    await database.superuser(
      'insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, $3, $4, $5)',
      [filiere.id, filiere.slug, filiere.name.fr, filiere.name.en, JSON.stringify(filiere)],
    );
  }
  const storageDir = mkdtempSync(join(tmpdir(), 'maillon-storage-'));
  const app = await createApp({
    databaseUrl: database.url,
    databasePool: 8,
    publicUrl: 'http://localhost:8080',
    storageDir,
    uploadLimit: 5_000_000,
    portalDir: storageDir,
    trustedProxies: 0,
    logger: createLogger('test', 'silent'),
  });

  const url = `http://127.0.0.1:${await listen(app)}`;

  async function person(
    filiere: number,
    role: Role,
    organisationId: string | null,
  ): Promise<{ personId: string; cookie: string }> {
    const personId = newId();
    const token = randomBytes(32).toString('base64url');
    await database.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, $2, 'Test', $3)`,
      [personId, `${personId}@test.example`, role],
    );
    await database.superuser(
      'insert into role_assignment (filiere_id, id, person_id, organisation_id, role) values ($1, $2, $3, $4, $5)',
      [filiere, newId(), personId, organisationId, role],
    );
    await database.superuser(
      `insert into person_session (token_hash, person_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
      [createHash('sha256').update(token).digest(), personId],
    );
    return { personId, cookie: `maillon=${token}` };
  }

  let sirens = 0;
  return {
    app,
    database,
    storageDir,
    url,
    async member(filiere, name, role = 'owner') {
      const organisationId = derivedId('organisation', name);
      const siren = sirenNumber(++sirens);
      await database.superuser('insert into organisation (id, name) values ($1, $2) on conflict do nothing', [
        organisationId,
        name,
      ]);
      await database.superuser(
        `insert into organisation_identifier (scheme, value, organisation_id) values ('siren', $1, $2)`,
        [siren, organisationId],
      );
      await database.superuser(
        'insert into membership (filiere_id, organisation_id) values ($1, $2) on conflict do nothing',
        [filiere, organisationId],
      );
      return { organisationId, siren, ...(await person(filiere, role, organisationId)) };
    },
    async committee(filiere, role = 'steward') {
      return { organisationId: '', siren: '', ...(await person(filiere, role, null)) };
    },
    async call(who, filiere, query, variables = {}, headers = {}) {
      const response = await fetch(`${url}/${filiere}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(who && { cookie: who.cookie }), ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    async close() {
      await app.close();
      await database.close();
      rmSync(storageDir, { recursive: true, force: true });
    },
  };
}

/** Listens on a free port below the ephemeral range. */
export async function listen(app: NestFastifyApplication): Promise<number> {
  for (let tries = 0; ; tries++) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    try {
      await app.listen(port, '127.0.0.1');
      return port;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

/** A SIREN with a true key, one for each number. */
function sirenNumber(serial: number): string {
  const stem = String(10_000_000 + serial);
  for (let key = 0; key < 10; key++) {
    const digits = [...`${stem}${key}`].reverse().map((digit, index) => Number(digit) * (index % 2 ? 2 : 1));
    if (digits.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0)
      return `${stem}${key}`;
  }
  throw new Error('unreachable: one of ten keys fits');
}

/** The actor behind a member, for work below the faces. */
export const actorOf = (filiereId: number, member: Member) =>
  personActor({ filiereId, personId: member.personId, organisationId: member.organisationId, role: 'owner' });
