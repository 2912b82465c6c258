// Who sees what of documents between companies: random documents, acts and revisions by random companies through the real
// path, read as each company behind the policies, and compared with an oracle that knows only who did what.
import { createDataSource, TenantDb } from '@maillon/db';
import { definitionOf } from '@maillon/documents';
import {
  ActOnDocument,
  DeliveryProgress,
  FollowAct,
  RequestRevision,
  SaveDocument,
  TraceDocument,
} from '@maillon/exchange';
import { newId, personActor } from '@maillon/kernel';
import { CaptureEvents } from '@maillon/traceability';
import { withClient } from '../lib/database.mjs';
import { step } from '../lib/steps.mjs';
import { randomFrom } from './random.mjs';

const FILIERE = 4;
const TYPES = ['order', 'despatch_advice', 'receipt_advice', 'quality_notice', 'stock_statement'];
/** Tables with rows of documents, and the column that says of which document; events by the table that joins them. */
const TABLES = {
  documents: 'select id from exchange_document where filiere_id = $1',
  lines: 'select distinct document_id as id from exchange_line where filiere_id = $1',
  acts: 'select distinct document_id as id from exchange_act where filiere_id = $1',
  revisions: 'select distinct document_id as id from exchange_revision where filiere_id = $1',
  events:
    'select distinct x.document_id as id from exchange_event x join trace_event e on e.filiere_id = x.filiere_id and e.id = x.event_id where x.filiere_id = $1',
  changes: `select distinct subject_id as id from change where filiere_id = $1 and subject_type = 'document'`,
};

export async function probe({ server, worlds, seed }) {
  await server.create('probe_documents');
  const dataSource = await createDataSource(server.appUrl('probe_documents'), { poolSize: 3 }).initialize();
  const db = new TenantDb(dataSource);
  const follow = new FollowAct(new TraceDocument(new CaptureEvents(db)), new DeliveryProgress());
  const hands = {
    save: new SaveDocument(db, follow),
    act: new ActOnDocument(db, follow),
    revise: new RequestRevision(db),
  };
  const random = randomFrom(seed);
  let [differences, compared] = [0, 0];
  try {
    await step(`${worlds} random worlds of documents`, () =>
      withClient(server.superuserUrl('probe_documents'), async (admin) => {
        for (let world = 0; world < worlds; world++) {
          const story = await play(admin, hands, random);
          for (const viewer of story.companies) {
            const expected = expectedOf(story, viewer);
            for (const [name, sql] of Object.entries(TABLES)) {
              const rows = await db.transaction(actorOf(viewer), (tx) => tx.query(sql, [FILIERE]));
              const found = text(rows.map(({ id }) => id));
              compared++;
              if (found === expected[name]) continue;
              differences++;
              process.stderr.write(
                `world ${world} (seed ${seed}), ${name}: found ${found}, expected ${expected[name]}\n`,
              );
            }
          }
        }
      }),
    );
  } finally {
    await dataSource.destroy();
  }
  return [
    { line: 'documents.comparisons', figure: compared, isGood: compared > 0 },
    { line: 'documents.differences', figure: differences, isGood: differences === 0 },
  ];
}

const actorOf = (organisationId) =>
  personActor({ filiereId: FILIERE, personId: organisationId, organisationId, role: 'owner' });
const text = (values) => [...new Set(values)].sort().join(' ');

/** Two to four companies and up to eight documents, each a draft or sent, some acted on, some asked to be revised. */
async function play(admin, hands, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const companies = Array.from({ length: 2 + Math.floor(random() * 3) }, () => newId());
  for (const id of companies) {
    await admin.query('insert into organisation (id, name) values ($1, $2)', [id, id]);
    await admin.query('insert into membership (filiere_id, organisation_id) values ($1, $2)', [FILIERE, id]);
  }
  const documents = [];
  for (let number = 1 + Math.floor(random() * 8); number > 0; number--) {
    const issuer = pick(companies);
    const recipient = pick(companies.filter((id) => id !== issuer));
    const [type, isSent, hasLot] = [pick(TYPES), random() < 0.7, random() < 0.5];
    const answer = await hands.save.run(actorOf(issuer), {
      type,
      send: isSent,
      channel: 'form',
      partner: { id: recipient },
      changes: { header: headerOf(type, number), lines: [{ lineNumber: 1, values: lineOf(type, hasLot) }] },
    });
    if ('findings' in answer) throw new Error(`${type}: ${JSON.stringify(answer.findings)}`);
    const isTraced = isSent && hasLot && ['despatch_advice', 'receipt_advice'].includes(type);
    const document = {
      id: answer.id,
      issuer,
      recipient,
      isSent,
      isTraced,
      isActed: isSent,
      isRevised: false,
    };
    documents.push(document);
    const isDiscarded = !isSent && random() < 0.3;
    if (isDiscarded) document.isActed = await act(hands, issuer, answer.id, 'discard');
    if (isSent && random() < 0.5) await act(hands, pick([issuer, recipient]), answer.id, pick(actsOf(type)));
    if (isSent && random() < 0.4) {
      const asked = await hands.revise.run(actorOf(pick([issuer, recipient])), answer.id, 'erreur', [
        { lineNumber: 1, field: 'buyerItem', value: 'B' },
      ]);
      document.isRevised = !('findings' in asked);
    }
  }
  return { companies, documents };
}

const actsOf = (type) =>
  definitionOf(type)
    .acts.filter(({ by }) => by !== 'chain')
    .map(({ name }) => name);

/** Refused acts are part of the game: they leave nothing. */
async function act(hands, company, id, name) {
  return !('findings' in (await hands.act.run(actorOf(company), { id, act: name, reason: 'hasard' })));
}

const headerOf = (type, number) => ({
  number: `N-${number}`,
  ...(['order', 'quality_notice'].includes(type) && { issueDate: '2026-03-25' }),
  ...(type === 'despatch_advice' && { despatchDate: '2026-04-01T08:00:00+02:00' }),
  ...(type === 'receipt_advice' && { receiptDate: '2026-04-02T08:00:00+02:00' }),
  ...(type === 'stock_statement' && { statementDate: '2026-04-02T08:00:00+02:00' }),
  ...(type === 'quality_notice' && { title: 'x', severity: 'MINOR', problem: 'x' }),
});

const lineOf = (type, hasLot) => ({
  buyerItem: 'A',
  quantity: 3,
  unit: 'KGM',
  ...(type === 'stock_statement' && { kind: 'on_hand' }),
  ...(hasLot && type !== 'order' && { lot: newId() }),
});

/** The oracle: a draft is its issuer's alone; once sent, all of it is for both companies, and nothing of it for a third. */
function expectedOf({ documents }, viewer) {
  const seen = documents.filter(
    ({ issuer, recipient, isSent }) => issuer === viewer || (isSent && recipient === viewer),
  );
  const ids = (wanted) => text(seen.filter(wanted).map(({ id }) => id));
  return {
    documents: ids(() => true),
    lines: ids(() => true),
    acts: ids(({ isActed }) => isActed),
    revisions: ids(({ isRevised }) => isRevised),
    events: ids(({ isTraced }) => isTraced),
    changes: ids(({ isSent }) => isSent),
  };
}
