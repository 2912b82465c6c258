import { Filiere } from '@maillon/filieres';
import { Actor, newId, personActor, platformActor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import { CaptureEvents, CaptureRecord, Declaration, recordOf } from '@maillon/traceability';
import { Identities } from './add-identities.js';
import { demoDeclarations, firstDayOf } from './demo-declarations.js';
import { parisInstant } from './paris-time.js';
import { DocumentHands, playDocuments } from './play-documents.js';

const BEGUN = 'demo.begin';
const COMPLETE = 'demo.complete';

/** How far the demonstration of a filière is; `lastDay` is the date of its last act (YYYY-MM-DD), once it has begun. */
export interface DemoState {
  readonly isComplete: boolean;
  readonly lastDay?: string;
}

/** Read from the audit trail, which the application can add to and never change. */
export async function demoState(db: TenantDb, filiereId: number): Promise<DemoState> {
  const acts = await db.transaction(platformActor(filiereId), (tx) =>
    tx.query<{ action: string; last_day: string | null }>(
      `select action, details->>'lastDay' as last_day from audit_record where filiere_id = $1 and action = any ($2) order by id`,
      [filiereId, [BEGUN, COMPLETE]],
    ),
  );
  const lastDay = acts.find(({ action }) => action === BEGUN)?.last_day;
  return { isComplete: acts.some(({ action }) => action === COMPLETE), ...(lastDay && { lastDay }) };
}

/**
 * Admits the firms of a filière's demonstration, gives its people their roles, declares every act of the story and lays out
 * the papers of the day after, each as one of the declarer's own people and behind the same wall as everybody. Broken off, it goes on with the same dates.
 * Answers the number of events recorded. Throws when one is refused: the story then contradicts the rules.
 */
export async function playDemo(
  services: { db: TenantDb; capture: CaptureEvents; documents: DocumentHands },
  filiere: Filiere,
  who: Identities,
  lastDay: string,
): Promise<number> {
  const steward = personActor({ filiereId: filiere.id, personId: who.stewardId, role: 'steward' });
  await services.db.transaction(steward, (tx) => admit(tx, filiere, who, lastDay));
  let events = 0;
  for (const { by, declarations } of demoDeclarations(filiere.demo, lastDay, who.organisations)) {
    const answer = await services.capture.records(
      actorOf(filiere, who, by),
      declarations.map(recordFor),
      'parties',
    );
    if ('findings' in answer) throw new Error(`${filiere.slug}, ${by}: ${JSON.stringify(answer.findings)}`);
    events += answer.accepted;
  }
  await playDocuments(services.documents, filiere, lastDay, (key) => actorOf(filiere, who, key));
  await services.db.transaction(steward, (tx) =>
    recordAct(tx, { action: COMPLETE, subjectType: 'filiere', subjectId: filiere.slug, details: { events } }),
  );
  return events;
}

async function admit(tx: Tx, filiere: Filiere, who: Identities, lastDay: string): Promise<void> {
  await recordAct(tx, {
    action: BEGUN,
    subjectType: 'filiere',
    subjectId: filiere.slug,
    details: { lastDay },
  });
  const members = filiere.demo.organisations.map(({ key, tier, activity }) => ({
    id: who.organisations.get(key)!,
    tier,
    fr: activity.fr,
    en: activity.en,
  }));
  const admitted = await tx.query<{ organisation_id: string }>(
    `insert into membership (filiere_id, organisation_id, tier, activity_fr, activity_en, admitted_at)
     select $1, id, tier, fr, en, $3 from jsonb_to_recordset($2) as m (id uuid, tier smallint, fr text, en text)
     on conflict (filiere_id, organisation_id) do nothing returning organisation_id`,
    [filiere.id, JSON.stringify(members), parisInstant(firstDayOf(filiere.demo, lastDay), 0)],
  );
  await tx.query(
    `insert into role_assignment (filiere_id, id, person_id, organisation_id, role)
     select $1, r.id, r.person_id, r.organisation_id, r.role
     from jsonb_to_recordset($2) as r (id uuid, person_id uuid, organisation_id uuid, role text)
     on conflict (filiere_id, person_id, organisation_id) do nothing`,
    [filiere.id, JSON.stringify(rolesInOrder(who))],
  );
  for (const { organisation_id: id } of admitted) {
    const organisation = filiere.demo.organisations.find(({ key }) => who.organisations.get(key) === id)!;
    const details = { name: organisation.name, scheme: 'siren', value: organisation.siren };
    await recordAct(tx, {
      action: 'organisation.admit',
      subjectType: 'organisation',
      subjectId: id,
      details,
    });
  }
}

/** Ids that follow each other as the people do: the first owner of a firm is the one whom the one-click sign-in opens. */
const rolesInOrder = (who: Identities): Record<string, unknown>[] =>
  who.roles.map(({ personId, organisationId, role }, index) => ({
    id: newId(Date.now() + index),
    person_id: personId,
    organisation_id: organisationId ?? null,
    role,
  }));

/** Whoever declares for an organisation: one of its people who may. */
function actorOf(filiere: Filiere, who: Identities, key: string): Actor {
  const organisationId = who.organisations.get(key);
  const found = who.roles.find(
    (role) =>
      role.organisationId === organisationId && (role.role === 'contributor' || role.role === 'owner'),
  );
  if (!organisationId || !found) throw new Error(`${filiere.slug}: nobody may declare for ${key}`);
  return personActor({ filiereId: filiere.id, personId: found.personId, organisationId, role: found.role });
}

function recordFor(declaration: Declaration): CaptureRecord {
  const { record, findings } = recordOf(declaration);
  if (record && !findings.some(({ severity }) => severity === 'error')) return record;
  throw new Error(`A ${declaration.kind} of the demonstration is no event: ${JSON.stringify(findings)}`);
}
