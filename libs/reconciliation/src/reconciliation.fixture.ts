import { DocumentType } from '@maillon/documents';
import { lotUri } from '@maillon/epcis';
import {
  ActOnDocument,
  AnswerRevision,
  DeliveryProgress,
  FollowAct,
  RequestRevision,
  SaveDocument,
  TraceDocument,
} from '@maillon/exchange';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, organisationActor, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '@maillon/traceability';
import { DiscrepancyKind, DiscrepancyState } from './kinds.js';
import { Reconcile } from './run/reconcile.js';

export interface Found {
  readonly id: string;
  readonly kind: DiscrepancyKind;
  readonly state: DiscrepancyState;
  readonly label: string;
  readonly partner_id: string | null;
  readonly must_act_id: string | null;
  readonly expected: number | null;
  readonly found: number | null;
  readonly difference: number | null;
  readonly unit: string | null;
  readonly version: number;
}

/** Companies on a real database that exchange documents and declare events, and what is found between them. */
export interface ReconciliationWorld {
  readonly test: TestDatabase;
  readonly reconcile: Reconcile;
  readonly request: RequestRevision;
  readonly answer: AnswerRevision;
  company(role?: 'owner' | 'contributor'): Promise<Actor>;
  save(actor: Actor, type: DocumentType, partner: Actor, header: object, lines: object[]): Promise<string>;
  act(actor: Actor, id: string, act: string, reason?: string): Promise<void>;
  /** Captures EPCIS events as they are written in a document. */
  capture(actor: Actor, events: object[]): Promise<void>;
  /** Looks at everything that was touched, for all these companies. */
  run(now: Date, ...actors: Actor[]): Promise<void>;
  found(actor: Actor): Promise<Found[]>;
  close(): Promise<void>;
}

export const organisationOnly = ({ filiereId, organisationId }: Actor): Actor =>
  organisationActor(filiereId, organisationId!);

export const GTIN = '09521234000013';
export const lot = (number: string): string => lotUri(GTIN, number);

export async function reconciliationWorld(): Promise<ReconciliationWorld> {
  const test = await createTestDatabase();
  await test.superuser(
    `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
    [JSON.stringify(FILIERES[0])],
  );
  const capture = new CaptureEvents(test.db);
  const deliveries = new DeliveryProgress();
  const follow = new FollowAct(new TraceDocument(capture), deliveries);
  const saver = new SaveDocument(test.db, follow);
  const doer = new ActOnDocument(test.db, follow);
  const reconcile = new Reconcile(test.db);
  const plain = <Answer extends object>(answer: Answer): Exclude<Answer, { findings: unknown }> => {
    if ('findings' in answer && !('accepted' in answer)) throw new Error(JSON.stringify(answer.findings));
    return answer as Exclude<Answer, { findings: unknown }>;
  };
  return {
    test,
    reconcile,
    request: new RequestRevision(test.db),
    answer: new AnswerRevision(test.db, deliveries),
    async company(role = 'owner') {
      const [organisationId, personId] = [newId(), newId()];
      await test.superuser('insert into organisation (id, name) values ($1, $2)', [
        organisationId,
        organisationId,
      ]);
      await test.superuser(
        `insert into person (id, email, first_name, last_name) values ($1, $2, 'Ada', 'Test')`,
        [personId, `${personId}@example.org`],
      );
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
        organisationId,
      ]);
      return personActor({ filiereId: 1, personId, organisationId, role });
    },
    async save(actor, type, partner, header, lines) {
      const numbered = lines.map((values, index) => ({
        lineNumber: index + 1,
        values: values as Record<string, unknown>,
      }));
      const changes = { header: header as Record<string, unknown>, lines: numbered };
      const answer = await saver.run(actor, {
        type,
        partner: { id: partner.organisationId! },
        changes,
        send: true,
        channel: 'form',
      });
      return plain(answer).id;
    },
    async act(actor, id, act, reason) {
      plain(await doer.run(actor, { id, act, ...(reason && { reason }) }));
    },
    async capture(actor, events) {
      const document = {
        '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-01T00:00:00Z',
        epcisBody: { eventList: events },
      };
      plain(await capture.document(actor, document, 'parties'));
    },
    async run(now, ...actors) {
      for (const actor of actors) await reconcile.touched(organisationOnly(actor), now);
    },
    async found(actor) {
      return test.db.transaction(actor, (tx) =>
        tx.query<Found>(
          `select id, kind, state, label, partner_id, must_act_id, expected::float8, found::float8, difference::float8, unit, version
           from discrepancy where filiere_id = $1 order by opened_at, kind, label`,
          [actor.filiereId],
        ),
      );
    },
    close: () => test.close(),
  };
}
