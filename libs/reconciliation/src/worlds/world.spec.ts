import { Actor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { readEvent } from '@maillon/epcis';
import { DeliveryProgress, FollowAct, SaveDocument, TraceDocument } from '@maillon/exchange';
import { CaptureEvents } from '@maillon/traceability';
import { DISCREPANCY_KINDS } from '../kinds.js';
import { loadFiliere, loadRecords } from './load.fixture.js';
import type { DocumentRecord, EventRecord, World, WorldRecord } from './records.fixture.js';
import { filiereRules } from './rules.fixture.js';
import { generateWorld } from './world.fixture.js';

const rules = filiereRules(1);
const actorOf = (filiereId: number, organisationId: string): Actor =>
  Object.freeze({ filiereId, organisationId, permissions: new Set<never>() });

describe('worlds', () => {
  it('are the same for the same seed, and differ for another', () => {
    const text = (seed: number) => JSON.stringify(generateWorld(seed, rules, true));
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
  });

  it('expect nothing where everybody is honest, and every kind of discrepancy where not', () => {
    const counted = new Map<string, number>();
    let onOneThing = 0;
    for (let seed = 0; seed < 300; seed++) {
      expect(generateWorld(seed, rules, false).expected).toEqual([]);
      const { expected } = generateWorld(seed, rules, true);
      for (const { kind } of expected) counted.set(kind, (counted.get(kind) ?? 0) + 1);
      const flows = expected.map(({ partnerId, thingId }) => `${partnerId}:${thingId}`);
      onOneThing += flows.length - new Set(flows).size;
    }
    expect(DISCREPANCY_KINDS.filter((kind) => (counted.get(kind) ?? 0) < 10)).toEqual([]);
    expect(onOneThing).toBeGreaterThan(100);
  });

  it('hold all that makes a comparison hard', () => {
    const worlds = Array.from({ length: 200 }, (_, seed) => generateWorld(seed, rules, true));
    const records = worlds.flatMap((world) => world.records);
    const documents = records.filter((record): record is DocumentRecord => record.kind === 'document');
    const events = records.filter((record): record is EventRecord => record.kind === 'event');
    const fields = documents.flatMap(({ lines }) => lines.map((line) => line.fields));
    const corrected = events.flatMap(({ draft }) => draft.correctsId ?? []);
    const count = {
      revisedTwice: documents.filter(({ version }) => version === 2).length,
      correctedTwice: corrected.length - new Set(corrected).size,
      takenBack: documents.filter(({ isVoid }) => isVoid).length,
      rejected: fields.filter((line) => line['rejectedQuantity'] !== undefined).length,
      short: fields.filter((line) => line['shortQuantity'] !== undefined).length,
      byLine: fields.filter((line) => line['despatchLine'] !== undefined && !line['lot'] && !line['serial'])
        .length,
      packages: fields.filter((line) => line['sscc'] !== undefined).length,
      tonnes: fields.filter((line) => line['unit'] === 'TNE').length,
      unpacked: events.filter(({ draft }) => draft.record.event.bizStep === 'unpacking').length,
      severalEvents: events.filter(({ draft }) => draft.record.event.transformationId).length,
      ofOwnRules: worlds.filter(({ relations }) => relations.length).length,
    };
    expect(Object.entries(count).filter(([, times]) => times < 5)).toEqual([]);
  });
});

describe('loading', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => test.close());

  it('writes what the companies declared, and each sees its own and what names it', async () => {
    const worlds = [1, 2, 3].map((seed) => generateWorld(seed, rules, true));
    await loadFiliere(test, 1, rules, worlds);
    await loadRecords(
      test,
      1,
      worlds.flatMap(({ records }) => records),
    );
    for (const world of worlds)
      for (const { id } of world.firms) {
        const counted = await test.db.transaction(actorOf(1, id), (tx) =>
          tx.query(
            `select (select count(*)::int from exchange_document where filiere_id = $1) as documents,
               (select count(*)::int from exchange_line where filiere_id = $1) as lines,
               (select count(*)::int from trace_event where filiere_id = $1) as events,
               (select count(*)::int from trace_event_item where filiere_id = $1) as items,
               (select count(*)::int from touched_record where filiere_id = $1 and organisation_id = $2) > 0 as touched`,
            [1, id],
          ),
        );
        expect(counted).toEqual([seenBy(world, id)]);
      }
  });

  it('writes the rows that the application writes', async () => {
    const worlds = [25, 26, 27, 30].map((seed) => generateWorld(seed, rules, true));
    const records = worlds.flatMap((world) =>
      world.records.filter(
        (record) => record.kind === 'event' || (isOnlyVersion(world, record) && record.type !== 'order'),
      ),
    );
    for (const filiereId of [1, 2]) await loadFiliere(test, filiereId, rules, worlds);
    await loadRecords(test, 1, records);
    await applied(test, 2, records);
    for (const [table, columns] of Object.entries(COMPARED)) {
      const rows = (filiereId: number) =>
        test.superuser<Record<string, unknown>>(
          `select ${columns} from ${table} where filiere_id = $1 order by ${columns}`,
          [filiereId],
        );
      const [loaded, written] = [await rows(1), await rows(2)];
      expect(loaded.length).toBeGreaterThan(5);
      expect({ table, rows: loaded }).toEqual({ table, rows: written });
    }
  });
});

/** What the comparison may read. */
const COMPARED: Readonly<Record<string, string>> = {
  exchange_document: 'id, type, number, issuer_id, recipient_id, shown_to, header::text',
  exchange_line:
    'document_id, line_number, issuer_id, shown_to, fields::text, order_id, call_off_id, despatch_advice_id, item_id, package_id, thing_id',
  exchange_event: 'document_id, event_id, issuer_id, shown_to, is_void',
  trace_event: `id, declarant_id, party_ids, audience, event_id, type, action, biz_step, disposition, event_time,
    event_time_zone_offset, fingerprint, corrects_id, document::text`,
  trace_event_party: 'event_id, organisation_id, event_time, declarant_id, relation',
  trace_event_item: 'event_id, item_id, role, event_time, quantity, unit, declarant_id, party_ids',
  trace_link: 'input_id, output_id, event_id, kind, valid_from, valid_to, declarant_id, party_ids',
  item: 'id, declarant_id, is_private, (select array_agg(p order by p) from unnest(party_ids) p), uri, level, label, made_at',
  '(select distinct filiere_id, organisation_id, subject_type, unnest(subject_ids) as id from touched_record) t':
    'organisation_id, subject_type, id',
};

const isOnlyVersion = ({ records }: World, record: DocumentRecord): boolean =>
  record.isSent &&
  !record.isVoid &&
  records.filter((other) => other.kind === 'document' && other.id === record.id).length === 1;

/** The same records by the application's own ways in. */
async function applied(
  test: TestDatabase,
  filiereId: number,
  records: readonly WorldRecord[],
): Promise<void> {
  const capture = new CaptureEvents(test.db);
  const saver = new SaveDocument(test.db, new FollowAct(new TraceDocument(capture), new DeliveryProgress()));
  for (const record of records) {
    if (record.kind === 'event') {
      const event = readEvent(JSON.parse(record.draft.document)).event!;
      const sharedWith = record.viewers.map(({ organisationId }) => organisationId);
      const audience = record.isPrivate ? 'private' : 'parties';
      const answer = await capture.records(
        actorOf(filiereId, record.declarant.id),
        [{ event, sharedWith }],
        audience,
      );
      expect(answer).toMatchObject({ accepted: 1 });
      continue;
    }
    const lines = record.lines.map(({ lineNumber, fields }) => ({ lineNumber, values: fields }));
    const answer = await saver.run(actorOf(filiereId, record.issuer.id), {
      ...{ type: record.type, partner: { id: record.recipient.id }, send: true, channel: 'form' },
      changes: { header: record.header, lines },
    });
    expect(answer).toMatchObject({ id: record.id });
  }
}

/** What a company should see, from the world itself. */
function seenBy({ records }: World, firmId: string) {
  const documents = new Map(
    records.flatMap((record) => (record.kind === 'document' ? [[record.id, record] as const] : [])),
  );
  const shown = [...documents.values()].filter(
    ({ issuer, recipient, isSent }) => issuer.id === firmId || (isSent && recipient.id === firmId),
  );
  const events = records
    .flatMap((record): EventRecord[] =>
      record.kind === 'event' ? [record] : [...record.events, ...record.corrections],
    )
    .filter(
      ({ declarant, viewers }) =>
        declarant.id === firmId || viewers.some(({ organisationId }) => organisationId === firmId),
    );
  return {
    documents: shown.length,
    lines: shown.reduce((sum, { lines }) => sum + lines.length, 0),
    events: events.length,
    items: events.reduce((sum, { draft }) => sum + draft.items.length, 0),
    touched: events.length > 0,
  };
}
