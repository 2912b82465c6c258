import { setTimeout as pause } from 'node:timers/promises';
import { OutgoingDocument, OutgoingResponse, readEdiFile } from '@maillon/documents';
import { Actor } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
import { BUYER, ediFile, ediOrder, ediResponse, next, party, SELLER } from './edi.fixture.js';
import { EdiResolver } from './edi.resolver.js';

describe('EDI that waits, comes twice or at once', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  beforeAll(async () => {
    world = await exchangeWorld();
    [buyer, seller] = [await world.company(BUYER), await world.company(SELLER)];
  });
  afterAll(() => world.close());

  const bring = async (actor: Actor, bytes: Uint8Array) =>
    (await world.edi.receive.run(actor, bytes, 'fr')).interchanges[0]!;
  const outcome = async (actor: Actor, message: OutgoingDocument | OutgoingResponse) =>
    (await bring(actor, ediFile(message))).messages[0]!;
  const context = (outboxId: string) => ({
    filiereId: 1,
    outboxId,
    attempt: 1,
    signal: new AbortController().signal,
  });
  /** Runs what stands in the outbox of these kinds, as the worker would, and clears it. Answers how many there were. */
  const work = async () => {
    const rows = await world.test.superuser<{ id: string; job: string; payload: never }>(
      `delete from outbox where job in ('exchange.order-arrived', 'exchange.send-draft') and run_after <= now() returning id, job, payload`,
    );
    for (const { id, job, payload } of rows)
      await (job === 'exchange.send-draft'
        ? world.edi.bring.draft(payload, context(id))
        : world.edi.bring.order(payload, context(id)));
    return rows.length;
  };
  const admitted = (organisationId: string) =>
    world.edi.bring.partner({ organisationId }, context(organisationId));
  const waiting = (actor: Actor) => new EdiResolver(world.test.db).waitingOrderResponses(actor);
  const suspend = (actor: Actor, status = 'suspended') =>
    world.test.superuser('update membership set status = $2 where organisation_id = $1', [
      actor.organisationId,
      status,
    ]);
  /** Runs `work` in a transaction of the actor that stays open until the function it answers is called. */
  const holding = async (actor: Actor, held: () => Promise<unknown>) => {
    let release!: () => void;
    let reached!: () => void;
    const until = new Promise<void>((resolve) => (release = resolve));
    const isThere = new Promise<void>((resolve) => (reached = resolve));
    const done = world.test.db.transaction(actor, async () => {
      await held();
      reached();
      await until;
    });
    await Promise.race([isThere, done]);
    return () => {
      release();
      return done;
    };
  };

  it('keeps the answer to a buyer who is no member yet, until it joins and its order comes', async () => {
    const own = next('PO');
    const siret = '35600000000048';
    const unknown = { name: 'Nouveau', identifiers: [{ scheme: 'siret' as const, value: siret }] };
    const kept = await outcome(seller, ediResponse(own, 10, { recipient: unknown }));
    expect(kept).toMatchObject({
      outcome: 'kept',
      findings: [{ code: 'EDI_BUYER_AWAITED', severity: 'warning', value: `siret:${siret}` }],
    });
    expect(await waiting(seller)).toMatchObject([
      { orderNumber: own, state: 'buyer_awaited', buyerName: 'Nouveau' },
    ]);
    const newcomer = await world.company('356000000');
    await admitted(newcomer.organisationId!);
    expect(await work()).toBe(1);
    expect(await waiting(seller)).toMatchObject([{ orderNumber: own, state: 'order_awaited' }]);
    const sent = await outcome(
      newcomer,
      ediOrder(own, { issuer: party('356000000', 'Nouveau'), recipient: party(SELLER, 'Forêt') }),
    );
    expect(await work()).toBe(1);
    expect((await world.stored(sent.documentId!)).state).toBe('accepted');
    expect(await waiting(seller)).toEqual([]);
    expect(await world.test.superuser('select from exchange_awaited')).toEqual([]);
  });

  it('keeps an answer that its order does not take, says why, and forgets it when told or answered anew', async () => {
    for (const settle of ['dismissed', 'answered']) {
      const own = next('PO');
      const lines = [{ lineNumber: 7, values: { buyerItem: 'A-1', confirmedQuantity: 3, unit: 'KGM' } }];
      const early = ediResponse(own, 8, { lines });
      expect((await outcome(seller, early)).outcome).toBe('kept');
      await outcome(buyer, ediOrder(own));
      await work();
      const id = world.idOf(buyer, 'order', own);
      expect((await world.stored(id)).state).toBe('sent');
      const [refused] = await waiting(seller);
      expect(refused).toMatchObject({ id, orderNumber: own, state: 'refused' });
      expect(refused!.findings.map(({ code }) => code)).toContain('LINE_UNKNOWN');
      expect(
        await world.test.superuser(
          `select from change where topic = 'order.response-refused' and organisation_id = $1 and subject_id = $2`,
          [seller.organisationId, id],
        ),
      ).toHaveLength(1);
      if (settle === 'answered') expect((await outcome(seller, ediResponse(own, 10))).outcome).toBe('done');
      else {
        await new EdiResolver(world.test.db).dismissOrderResponse(buyer, id);
        expect(await waiting(seller)).toHaveLength(1);
        await new EdiResolver(world.test.db).dismissOrderResponse(seller, id);
      }
      expect(await waiting(seller)).toEqual([]);
    }
  });

  it('lets an order and its answer meet, whichever of the two is not yet committed', async () => {
    const late = next('PO');
    const commitOrder = await holding(buyer, () => outcome(buyer, ediOrder(late)));
    const answered = outcome(seller, ediResponse(late, 10));
    await pause(200);
    await commitOrder();
    expect((await answered).outcome).toBe('done');

    const early = next('PO');
    const commitResponse = await holding(seller, () => outcome(seller, ediResponse(early, 10)));
    const ordered = outcome(buyer, ediOrder(early));
    await pause(200);
    await commitResponse();
    await ordered;
    expect(await work()).toBe(1);
    expect((await world.stored(world.idOf(buyer, 'order', early))).state).toBe('accepted');
  });

  it('sends what waited for a partner by jobs of their own, and nothing of who is suspended or cancelled', async () => {
    const siren = '441639465';
    const ids: string[] = [];
    for (let index = 0; index < 2; index++) {
      const kept = await outcome(buyer, ediOrder(next('PO'), { recipient: party(siren, 'Tard') }));
      ids.push(kept.documentId!);
    }
    const [upload] = await world.test.superuser<{ id: string }>(
      `insert into upload (filiere_id, id, organisation_id, file_name, size, sha256, storage_key)
       values (1, gen_random_uuid(), $1, 'x.csv', 1, '\\x00', 'x') returning id`,
      [buyer.organisationId],
    );
    const drafts: Record<string, string> = {};
    for (const status of ['cancelled', 'running', 'done']) {
      const kept = await outcome(buyer, ediOrder(next('PO'), { recipient: party(siren, 'Tard') }));
      drafts[status] = kept.documentId!;
      await world.test.superuser(
        `with job as (insert into import_job (filiere_id, id, organisation_id, upload_id, format, audience, status, bytes_total)
           values (1, gen_random_uuid(), $1, $2, 'csv', 'parties', $3, 1) returning id)
         update exchange_document set channel = 'csv', import_job_id = (select id from job) where id = $4`,
        [buyer.organisationId, upload!.id, status, drafts[status]],
      );
    }
    const newcomer = await world.company(siren);
    await admitted(newcomer.organisationId!);
    // interrupted here: what is to be sent stands in the outbox
    expect(await world.test.superuser('select from exchange_awaited')).toEqual([]);
    await suspend(buyer);
    expect(await work()).toBe(5);
    for (const id of ids) expect((await world.stored(id)).state).toBe('draft');
    await suspend(buyer, 'active');
    for (const documentId of [...ids, ...Object.values(drafts)])
      await world.edi.bring.draft({ documentId, organisationId: buyer.organisationId! }, context(documentId));
    for (const id of [...ids, drafts['done']!]) expect((await world.stored(id)).state).toBe('sent');
    for (const status of ['cancelled', 'running'])
      expect((await world.stored(drafts[status]!)).state).toBe('draft');
    const put = await world.test.superuser<{ id: string }>(
      `select payload ->> 'documentId' as id from outbox where job = 'exchange.send-draft' and run_after > now()`,
    );
    expect(put).toEqual([{ id: drafts['running'] }]);
  });

  it('carries out a file once, however often it comes at the same time', async () => {
    const own = next('PO');
    const reference = next('REF');
    const same = await Promise.all([1, 2, 3].map(() => bring(buyer, ediFile(ediOrder(own), reference))));
    expect(same.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    for (const answer of same)
      expect({ ...answer, repeated: false }).toEqual({ ...same[0], repeated: false });
    expect(same[0]!.messages[0]).toMatchObject({ outcome: 'done' });

    const [one, other] = [next('PO'), next('PO')];
    const shared = next('REF');
    const both = await Promise.all([one, other].map((each) => bring(buyer, ediFile(ediOrder(each), shared))));
    expect(both.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual([
      'EDI_REFERENCE_REUSED',
    ]);
    const stored = await world.test.superuser('select from exchange_document where number = any ($1)', [
      [one, other],
    ]);
    expect(stored).toHaveLength(1);
  });

  it('takes a file over from who crashed on it, once its lease is over', async () => {
    const own = next('PO');
    const reference = next('REF');
    await bring(buyer, ediFile(ediOrder(own), reference));
    await world.test.superuser(
      `update edi_interchange set result = null, lease_token = gen_random_uuid(), lease_until = now() + interval '700 ms' where reference = $1`,
      [reference],
    );
    const again = await bring(buyer, ediFile(ediOrder(own), reference));
    expect(again).toMatchObject({ repeated: false, messages: [{ outcome: 'unchanged' }] });
    expect(await bring(buyer, ediFile(ediOrder(own), reference))).toEqual({ ...again, repeated: true });
    await expect(
      world.test.db.transaction(buyer, (tx) =>
        tx.query(
          `update edi_interchange set result = '{}' where filiere_id = 1 and reference = $1 returning id`,
          [reference],
        ),
      ),
    ).resolves.toEqual([]);
  });

  it('knows an answer again after the order has moved on', async () => {
    const own = next('PO');
    await outcome(buyer, ediOrder(own));
    const id = world.idOf(buyer, 'order', own);
    const offer = ediResponse(own, 8);
    expect((await outcome(seller, offer)).outcome).toBe('done');
    expect((await outcome(seller, offer)).outcome).toBe('unchanged');
    await world.act(buyer, id, 'approve');
    expect(await outcome(seller, offer)).toMatchObject({ outcome: 'unchanged', documentId: id });
    expect((await world.history(id)).map(({ act }) => act)).toEqual(['send', 'modify', 'approve']);
    // another offer is no repetition, whatever the state
    expect((await outcome(seller, ediResponse(own, 6))).outcome).toBe('refused');
  });

  it('writes the answer that was given, and none where none was', async () => {
    const answerOf = async (id: string) => {
      const bytes = await world.edi.write.edifact(buyer, id, true);
      return bytes && readEdiFile(bytes).interchanges[0]!.messages[0];
    };
    const sent = async () => (await outcome(buyer, ediOrder(next('PO')))).documentId!;
    const cancelled = await sent();
    await world.act(buyer, cancelled, 'cancel', { reason: 'erreur' });
    expect(await answerOf(cancelled)).toBeUndefined();

    const taken = await sent();
    await world.act(seller, taken, 'accept');
    await world.act(buyer, taken, 'request_cancellation', { reason: 'projet arrêté' });
    await world.act(seller, taken, 'accept_cancellation');
    expect(await answerOf(taken)).toMatchObject({ kind: 'response', act: 'accept' });

    const offered = await sent();
    await world.act(seller, offered, 'modify', {
      reason: 'stock',
      changes: { lines: [{ lineNumber: 1, values: { confirmedQuantity: 8 } }] },
    });
    expect(await answerOf(offered)).toMatchObject({ act: 'modify', reason: 'stock' });
    await world.act(buyer, offered, 'approve');
    expect(await answerOf(offered)).toMatchObject({ act: 'accept' });
  });
});
