import { setTimeout as pause } from 'node:timers/promises';
import { Actor, newId } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import type { InterchangeResult } from './receive-edi.js';

/** How long a claim stands without a sign of life, in seconds: a crash is taken over after it. */
const LEASE_SECONDS = 60;
const LOOK_AGAIN_MS = 100;

/** A file as it is told from others: by its sender and reference, and by what it holds. */
export interface InterchangeKey {
  readonly sender: string;
  readonly reference: string;
  readonly syntax: string;
  readonly sha256: Buffer;
}

/** The right to carry out one file; nobody else works on it while the lease is renewed. */
export interface Claim {
  readonly key: InterchangeKey;
  readonly id: string;
  readonly token: string;
}

export type Claimed =
  { readonly claim: Claim } | { readonly known: InterchangeResult } | { readonly isOther: true };

/** Another took the file over, because this one gave no sign of life: what it finds is the answer. */
export class ClaimLost extends Error {
  constructor() {
    super('the claim on an interchange was lost');
  }
}

interface Row {
  id: string;
  sha256: Buffer;
  result: InterchangeResult | null;
  is_over: boolean;
}

/**
 * Claims a file before any of it is carried out. Who comes second waits for the answer of the first; where the first gave
 * none in its time, it takes the file over. `isOther`: the reference stands for another file.
 */
export async function claimInterchange(db: TenantDb, actor: Actor, key: InterchangeKey): Promise<Claimed> {
  const token = newId();
  for (;;) {
    const row = await look(db, actor, key, token);
    if ('claim' in row) return row;
    if (!row.sha256.equals(key.sha256)) return { isOther: true };
    if (row.result) return { known: row.result };
    if (row.is_over && (await takeOver(db, actor, row.id, token)))
      return { claim: { key, id: row.id, token } };
    await pause(LOOK_AGAIN_MS);
  }
}

/** The row of the file, or the claim where there was none. */
function look(
  db: TenantDb,
  actor: Actor,
  key: InterchangeKey,
  token: string,
): Promise<Row | { readonly claim: Claim }> {
  return db.transaction(actor, async (tx) => {
    const [row] = await tx.query<Row>(
      `select id, sha256, result, lease_until < now() as is_over from edi_interchange
       where filiere_id = $1 and organisation_id = $2 and sender = $3 and reference = $4`,
      [actor.filiereId, actor.organisationId, key.sender, key.reference],
    );
    if (row) return row;
    const id = newId();
    const inserted = await tx.query(
      `insert into edi_interchange (filiere_id, organisation_id, sender, reference, id, syntax, sha256, person_id, api_key_id, lease_token, lease_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(secs => ${LEASE_SECONDS}))
       on conflict (filiere_id, organisation_id, sender, reference) do nothing returning id`,
      [
        actor.filiereId,
        actor.organisationId,
        key.sender,
        key.reference,
        id,
        key.syntax,
        key.sha256,
        actor.personId ?? null,
        actor.keyId ?? null,
        token,
      ],
    );
    // another claimed it between: its content is seen at the next look
    if (!inserted.length) return { id, sha256: key.sha256, result: null, is_over: false };
    return { claim: { key, id, token } };
  });
}

async function takeOver(db: TenantDb, actor: Actor, id: string, token: string): Promise<boolean> {
  const taken = await db.transaction(actor, (tx) =>
    tx.query(
      `update edi_interchange set lease_token = $4, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
       where filiere_id = $1 and organisation_id = $2 and id = $3 and result is null and lease_until < now() returning id`,
      [actor.filiereId, actor.organisationId, id, token],
    ),
  );
  return taken.length > 0;
}

/** Gives a sign of life, or with `seconds` 0 hands the file back at once. Throws ClaimLost. */
export async function renewClaim(
  db: TenantDb,
  actor: Actor,
  { id, token }: Claim,
  seconds = LEASE_SECONDS,
): Promise<void> {
  const renewed = await db.transaction(actor, (tx) =>
    tx.query(
      `update edi_interchange set lease_until = now() + make_interval(secs => $5)
       where filiere_id = $1 and organisation_id = $2 and id = $3 and lease_token = $4 and result is null returning id`,
      [actor.filiereId, actor.organisationId, id, token, seconds],
    ),
  );
  if (!renewed.length) throw new ClaimLost();
}

/** Keeps the answer to a file, for ever. Throws ClaimLost. */
export function keepResult(
  db: TenantDb,
  actor: Actor,
  { id, token }: Claim,
  result: InterchangeResult,
): Promise<void> {
  return db.transaction(actor, async (tx) => {
    const kept = await tx.query(
      `update edi_interchange set result = $5, lease_token = null, lease_until = null
       where filiere_id = $1 and organisation_id = $2 and id = $3 and lease_token = $4 and result is null returning id`,
      [actor.filiereId, actor.organisationId, id, token, JSON.stringify(result)],
    );
    if (!kept.length) throw new ClaimLost();
    await recordAct(tx, {
      action: 'edi.receive',
      subjectType: 'edi_interchange',
      subjectId: id,
      details: { messages: result.messages.length },
    });
  });
}
