import { replay } from '@maillon/documents';
import { Actor } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
import { pendingRevisions, revisionsOf } from './revision.queries.js';

describe('revisions', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  let stranger: Actor;
  let number = 0;
  beforeAll(async () => {
    world = await exchangeWorld();
    [buyer, seller, stranger] = [
      await world.company('552100554'),
      await world.company('732829320'),
      await world.company(),
    ];
  });
  afterAll(() => world.close());

  const line = { buyerItem: 'A', sellerItem: 'S', quantity: 10, unit: 'KGM', orderLine: 1 };
  async function delivered(): Promise<{ order: string; advice: string }> {
    const mark = ++number;
    const order = await world.save(
      buyer,
      'order',
      seller,
      { number: `PO-${mark}`, issueDate: '2026-03-25' },
      [{ buyerItem: 'A', sellerItem: 'S', quantity: 10, unit: 'KGM' }],
    );
    await world.act(seller, order, 'accept');
    const header = {
      number: `DA-${mark}`,
      despatchDate: '2026-04-01T08:00:00+02:00',
      orderNumber: `PO-${mark}`,
    };
    const advice = await world.save(seller, 'despatch_advice', buyer, header, [
      { ...line, lot: `L-${mark}` },
    ]);
    return { order, advice };
  }
  const ask = (
    actor: Actor,
    id: string,
    changes: { lineNumber?: number; field: string; value: string | null }[],
    reason = 'erreur de saisie',
  ) => world.revisions.request.run(actor, id, reason, changes);
  const quantity = (value: string) => [{ lineNumber: 1, field: 'quantity', value }];
  const revisionOf = async (id: string, who = buyer) =>
    (await world.test.db.transaction(who, (tx) => revisionsOf(tx, [id]))).get(id)!.at(-1)!;
  const events = (id: string) =>
    world.test.superuser<{ is_void: boolean; document: { quantityList: { quantity: number }[] } }>(
      `select x.is_void, e.document from exchange_event x join trace_event e on e.id = x.event_id where x.document_id = $1 order by x.recorded_at`,
      [id],
    );

  it('change a sealed value once both sides agree, and what follows from it', async () => {
    const { order, advice } = await delivered();
    expect((await world.stored(order)).state).toBe('despatched');
    expect(await ask(seller, advice, quantity('9,5'))).toEqual({ documentId: advice });
    expect((await world.stored(order)).state).toBe('despatched');
    const revision = await revisionOf(advice);
    expect(revision).toMatchObject({
      state: 'pending',
      awaitsMe: true,
      changes: [{ lineNumber: 1, field: 'quantity', oldValue: 10, newValue: 9.5, label: { fr: 'Quantité' } }],
    });
    expect(await world.test.db.transaction(buyer, pendingRevisions)).toEqual([revision]);
    expect(await world.test.db.transaction(seller, pendingRevisions)).toEqual([]);

    expect(await world.revisions.answer.accept(buyer, revision.id)).toEqual({ documentId: advice });
    expect((await world.stored(order)).state).toBe('in_delivery');
    expect((await world.history(advice)).at(-1)).toMatchObject({ act: 'revise', by: 'both' });
    expect(replay(await world.history(advice)).lines[0]!.values['quantity']).toBe(9.5);

    expect(await world.runCorrections()).toBe(1);
    await world.runCorrections();
    expect(
      (await events(advice)).map(({ is_void, document }) => [is_void, document.quantityList[0]!.quantity]),
    ).toEqual([
      [true, 10],
      [false, 9.5],
    ]);
    const [correction] = await world.test.superuser<{ document: object }>(
      `select c.document from trace_event c join exchange_event x on c.corrects_id = x.event_id where x.document_id = $1`,
      [advice],
    );
    expect(correction!.document).toMatchObject({
      errorDeclaration: {
        reason: 'incorrect_data',
        correctiveEventIDs: [expect.stringMatching(/^urn:uuid:/)],
      },
    });
  });

  it('change nothing when refused or taken back, and are answered once, by the other side', async () => {
    const { advice } = await delivered();
    await ask(seller, advice, quantity('9'));
    const { id } = await revisionOf(advice);
    expect(await world.revisions.answer.accept(seller, id)).toMatchObject({
      findings: [{ code: 'REVISION_NOT_YOURS' }],
    });
    expect(await world.revisions.answer.cancel(buyer, id)).toMatchObject({
      findings: [{ code: 'REVISION_NOT_YOURS' }],
    });
    expect(await world.revisions.answer.refuse(buyer, id, ' ')).toMatchObject({
      findings: [{ code: 'REASON_MISSING' }],
    });
    await expect(world.revisions.answer.accept(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(buyer, advice, quantity('8'))).toMatchObject({
      findings: [{ code: 'REVISION_PENDING' }],
    });
    await world.revisions.answer.refuse(buyer, id, 'nous avons pesé 10');
    expect(await world.revisions.answer.accept(buyer, id)).toMatchObject({
      findings: [{ code: 'REVISION_ANSWERED' }],
    });
    expect(await revisionOf(advice)).toMatchObject({ state: 'refused', answerReason: 'nous avons pesé 10' });
    await ask(buyer, advice, quantity('8'));
    await world.revisions.answer.cancel(buyer, (await revisionOf(advice)).id);
    expect(replay(await world.history(advice)).lines[0]!.values['quantity']).toBe(10);
  });

  it('are refused where they change nothing, name what is not there, or break the document', async () => {
    const { advice } = await delivered();
    const code = async (changes: { lineNumber?: number; field: string; value: string | null }[]) => {
      const answer = await ask(buyer, advice, changes);
      return 'findings' in answer ? answer.findings[0]!.code : 'asked';
    };
    expect(await code(quantity('10'))).toBe('REVISION_CHANGES_NOTHING');
    expect(await code(quantity('-1'))).toBe('FIELD_NEGATIVE');
    expect(await code([{ lineNumber: 1, field: 'quantity', value: null }])).toBe('FIELD_MISSING');
    expect(await code([{ lineNumber: 7, field: 'lot', value: 'X' }])).toBe('LINE_UNKNOWN');
    expect(await code([{ lineNumber: 1, field: 'lott', value: 'X' }])).toBe('FIELD_UNKNOWN');
    expect(await code([{ field: 'number', value: 'DA-99' }])).toBe('REVISION_OF_NUMBER');
    expect(await ask(buyer, advice, quantity('9'), '  ')).toMatchObject({
      findings: [{ code: 'REASON_MISSING' }],
    });
    await expect(ask(stranger, advice, quantity('9'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.act(seller, advice, 'cancel', { reason: 'x' });
    expect(await code(quantity('9'))).toBe('REVISION_NOT_POSSIBLE');
  });

  it('do not apply to a document that changed in between', async () => {
    const order = await world.save(
      buyer,
      'order',
      seller,
      { number: `PO-${++number}`, issueDate: '2026-03-25' },
      [{ buyerItem: 'A', quantity: 10, unit: 'KGM' }],
    );
    await ask(seller, order, [{ lineNumber: 1, field: 'confirmedQuantity', value: '7' }]);
    await world.act(seller, order, 'modify', {
      reason: 'x',
      changes: { lines: [{ lineNumber: 1, values: { confirmedQuantity: 8 } }] },
    });
    const { id } = await revisionOf(order);
    expect(await world.revisions.answer.accept(buyer, id)).toMatchObject({
      findings: [{ code: 'REVISION_OUTDATED' }],
    });
    expect((await revisionOf(order)).state).toBe('pending');
  });
});

describe('revisions of documents that moved on', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  beforeAll(async () => {
    world = await exchangeWorld();
    [buyer, seller] = [await world.company('552100554'), await world.company('732829320')];
  });
  afterAll(() => world.close());
  const advice = (number: string, more: object = {}) =>
    world.save(seller, 'despatch_advice', buyer, { number, despatchDate: '2026-04-01T08:00:00+02:00' }, [
      { buyerItem: 'A', sellerItem: 'S', quantity: 10, unit: 'KGM', ...more },
    ]);
  const asked = async (id: string, field: string, value: string) => {
    expect(await world.revisions.request.run(seller, id, 'oubli', [{ lineNumber: 1, field, value }])).toEqual(
      { documentId: id },
    );
    return (await world.test.db.transaction(buyer, (tx) => revisionsOf(tx, [id]))).get(id)!.at(-1)!.id;
  };

  it('are not accepted once the document is taken back', async () => {
    const id = await advice('DA-1');
    const revision = await asked(id, 'quantity', '9');
    await world.act(seller, id, 'cancel', { reason: 'x' });
    expect(await world.revisions.answer.accept(buyer, revision)).toMatchObject({
      findings: [{ code: 'REVISION_NOT_POSSIBLE' }],
    });
  });

  it('make the event of a lot that was forgotten', async () => {
    const id = await advice('DA-2');
    await world.revisions.answer.accept(buyer, await asked(id, 'lot', 'L-oublié'));
    await world.runCorrections();
    await world.runCorrections();
    const events = await world.test.superuser(
      'select from exchange_event where document_id = $1 and not is_void',
      [id],
    );
    expect(events).toHaveLength(1);
  });
});
