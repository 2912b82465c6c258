import { DocumentType, FieldValue, HistoryEntry } from '@maillon/documents';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '@maillon/traceability';
import { ActCommand, ActOnDocument } from './documents/act-on-document.js';
import { documentId } from './documents/document-id.js';
import { SaveCommand, SaveDocument } from './documents/save-document.js';
import { BringAwaited } from './awaited/bring-awaited.js';
import { CarryOut } from './edi/carry-out.js';
import { ReceiveEdi } from './edi/receive-edi.js';
import { WriteEdi } from './edi/write-edi.js';
import { FollowAct } from './follow/follow-act.js';
import { DeliveryProgress } from './follow/move-deliveries.js';
import { TraceDocument } from './follow/trace-document.js';
import { AnswerRevision } from './revisions/answer-revision.js';
import { correctEvent, CorrectEvent } from './revisions/correct-event.js';
import { RequestRevision } from './revisions/request-revision.js';

export interface Stored {
  state: string;
  revision: number;
  header: Record<string, FieldValue>;
  must_act_id: string | null;
  shown_to: string | null;
  due_date: string | null;
}

/** Two companies or more on a real database, and the hands with which they exchange documents. */
export interface ExchangeWorld {
  readonly test: TestDatabase;
  readonly revisions: { readonly request: RequestRevision; readonly answer: AnswerRevision };
  /** Runs the jobs that correct events, as the worker would; answers how many there were. */
  runCorrections(): Promise<number>;
  company(siren?: string): Promise<Actor>;
  save(
    actor: Actor,
    type: DocumentType,
    partner: Actor,
    header: object,
    lines?: object[],
    send?: boolean,
  ): Promise<string>;
  trySave(
    actor: Actor,
    command: Partial<SaveCommand> & Pick<SaveCommand, 'type' | 'changes' | 'partner'>,
  ): ReturnType<SaveDocument['run']>;
  act(actor: Actor, id: string, act: string, more?: Partial<ActCommand>): Promise<void>;
  tryAct(actor: Actor, id: string, act: string, more?: Partial<ActCommand>): ReturnType<ActOnDocument['run']>;
  /** The id of a document by who numbered it. */
  idOf(issuer: Actor, type: DocumentType, number: string): string;
  stored(id: string): Promise<Stored>;
  history(id: string): Promise<HistoryEntry[]>;
  readonly edi: { readonly receive: ReceiveEdi; readonly write: WriteEdi; readonly bring: BringAwaited };
  close(): Promise<void>;
}

export async function exchangeWorld(): Promise<ExchangeWorld> {
  const test = await createTestDatabase();
  await test.superuser(
    `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
    [JSON.stringify(FILIERES[0])],
  );
  const trace = new TraceDocument(new CaptureEvents(test.db));
  const deliveries = new DeliveryProgress();
  const follow = new FollowAct(trace, deliveries);
  const saver = new SaveDocument(test.db, follow);
  const doer = new ActOnDocument(test.db, follow);
  const carryOut = new CarryOut(test.db, saver, doer);
  const world: ExchangeWorld = {
    test,
    revisions: { request: new RequestRevision(test.db), answer: new AnswerRevision(test.db, deliveries) },
    async runCorrections() {
      const rows = await test.superuser<{
        id: string;
        payload: { documentId: string; revisionId: string; issuerId: string };
      }>(`select id, payload from outbox where job = $1`, [correctEvent.name]);
      const signal = new AbortController().signal;
      for (const { id, payload } of rows)
        await new CorrectEvent(test.db, trace).handle(payload, {
          filiereId: 1,
          outboxId: id,
          attempt: 1,
          signal,
        });
      return rows.length;
    },
    async company(siren) {
      const [organisationId, personId] = [newId(), newId()];
      await test.superuser('insert into organisation (id, name) values ($1, $2)', [
        organisationId,
        organisationId,
      ]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
        organisationId,
      ]);
      if (siren)
        await test.superuser(
          `insert into organisation_identifier (scheme, value, organisation_id) values ('siren', $2, $1)`,
          [organisationId, siren],
        );
      return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
    },
    edi: {
      receive: new ReceiveEdi(test.db, carryOut),
      write: new WriteEdi(test.db),
      bring: new BringAwaited(test.db, carryOut, doer),
    },
    trySave: (actor, command) => saver.run(actor, { send: true, channel: 'form', ...command }),
    async save(actor, type, partner, header, lines = [], send = true) {
      const answer = await world.trySave(actor, {
        type,
        partner: { id: partner.organisationId! },
        send,
        changes: {
          header: header as Record<string, unknown>,
          lines: lines.map((values, index) => ({
            lineNumber: index + 1,
            values: values as Record<string, unknown>,
          })),
        },
      });
      if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
      return answer.id;
    },
    tryAct: (actor, id, act, more = {}) => doer.run(actor, { id, act, ...more }),
    async act(actor, id, act, more) {
      const answer = await world.tryAct(actor, id, act, more);
      if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
    },
    idOf: (issuer, type, number) => documentId(issuer.organisationId!, type, number),
    async stored(id) {
      const [row] = await test.superuser<Stored>(
        `select state, revision, header, must_act_id, shown_to, due_date::text from exchange_document where id = $1`,
        [id],
      );
      return row!;
    },
    async history(id) {
      const rows = await test.superuser<{
        act: string;
        side: HistoryEntry['by'];
        from_state: string;
        to_state: string;
        changes: HistoryEntry['changes'];
      }>(
        'select act, side, from_state, to_state, changes from exchange_act where document_id = $1 order by seq',
        [id],
      );
      return rows.map(({ act, side, from_state, to_state, changes }) => ({
        act,
        by: side,
        fromState: from_state,
        toState: to_state,
        changes,
      }));
    },
    close: () => test.close(),
  };
  return world;
}
