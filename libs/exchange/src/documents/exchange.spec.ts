import { Actor } from '@maillon/kernel';
import { replay } from '@maillon/documents';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';

const day = '2026-03-25';
const line = (more: object = {}) => ({
  buyerItem: 'A-100',
  sellerItem: 'S-7',
  quantity: 10,
  unit: 'KGM',
  ...more,
});

describe('documents between two companies', () => {
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
  const next = (prefix: string) => `${prefix}-${++number}`;

  const order = (lines: object[] = [line()], header: object = {}, send = true) =>
    world.save(buyer, 'order', seller, { number: next('PO'), issueDate: day, ...header }, lines, send);
  const acceptedOrder = async (lines?: object[], header?: object) => {
    const id = await order(lines, header);
    await world.act(seller, id, 'accept');
    return id;
  };
  const numberOf = async (id: string) => String((await world.stored(id)).header['number']);
  const despatch = async (orderId: string, lines: object[]) =>
    world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: next('DA'), despatchDate: '2026-04-01T08:00:00+02:00', orderNumber: await numberOf(orderId) },
      lines,
    );
  const receive = async (adviceId: string, orderId: string, lines: object[]) =>
    world.save(
      buyer,
      'receipt_advice',
      seller,
      {
        number: next('RA'),
        receiptDate: '2026-04-02T08:00:00+02:00',
        despatchAdviceNumber: await numberOf(adviceId),
        orderNumber: await numberOf(orderId),
      },
      lines,
    );

  it('keeps a draft from everybody but its issuer', async () => {
    const id = await order([line()], {}, false);
    expect(await world.stored(id)).toMatchObject({
      state: 'draft',
      shown_to: null,
      must_act_id: buyer.organisationId,
    });
    await expect(world.tryAct(seller, id, 'accept')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.tryAct(stranger, id, 'send')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.act(buyer, id, 'send');
    expect(await world.stored(id)).toMatchObject({
      state: 'sent',
      shown_to: seller.organisationId,
      must_act_id: seller.organisationId,
    });
    await expect(world.tryAct(stranger, id, 'accept')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says whose turn it is, by when, and refuses the wrong side', async () => {
    const id = await order([line({ requestedDate: '2026-05-02' }), line({ requestedDate: '2026-04-30' })]);
    expect((await world.stored(id)).due_date).toBe('2026-04-30');
    expect(await world.tryAct(buyer, id, 'accept')).toMatchObject({ findings: [{ code: 'ACT_NOT_YOURS' }] });
    expect(await world.tryAct(seller, id, 'approve')).toMatchObject({
      findings: [{ code: 'ACT_NOT_YOURS' }],
    });
    expect(await world.tryAct(buyer, id, 'close', { reason: 'x' })).toMatchObject({
      findings: [{ code: 'ACT_NOT_ALLOWED_NOW' }],
    });
  });

  it('refuses an act on what changed since it was read', async () => {
    const id = await order();
    const { revision } = await world.stored(id);
    await world.act(seller, id, 'modify', { reason: 'retard', expectedRevision: revision });
    expect(
      await world.tryAct(buyer, id, 'cancel', { reason: 'x', expectedRevision: revision }),
    ).toMatchObject({
      findings: [{ code: 'CHANGED_MEANWHILE' }],
    });
  });

  it('takes the same document again for what it is, and refuses other content under its number', async () => {
    const header = { number: next('PO'), issueDate: day };
    const command = (quantity: number) => ({
      type: 'order' as const,
      partner: { identifiers: [{ scheme: 'siren', value: '732 829 320' }] },
      changes: { header, lines: [{ lineNumber: 1, values: line({ quantity }) }] },
    });
    const first = await world.trySave(buyer, command(10));
    const id = 'id' in first ? first.id : '';
    expect(first).toMatchObject({ unchanged: false });
    await world.act(seller, id, 'modify', {
      reason: 'x',
      changes: { lines: [{ lineNumber: 1, values: { confirmedQuantity: 9 } }] },
    });
    expect(await world.trySave(buyer, command(10))).toEqual({ id, unchanged: true, warnings: [] });
    expect(await world.trySave(buyer, command(11))).toMatchObject({
      findings: [{ code: 'DOCUMENT_NUMBER_TAKEN' }],
    });
    expect((await world.stored(id)).state).toBe('modified');
  });

  it('can be made again from its history', async () => {
    const id = await order([line(), line({ quantity: 3 })], {}, false);
    await world.act(buyer, id, 'send');
    await world.act(seller, id, 'modify', {
      reason: 'x',
      changes: { lines: [{ lineNumber: 2, values: { confirmedQuantity: 2, answer: 'changed' } }] },
    });
    await world.act(buyer, id, 'approve');
    const lines = await world.test.superuser<{ line_number: number; fields: object }>(
      'select line_number, fields from exchange_line where document_id = $1 order by 1',
      [id],
    );
    const { state, header } = await world.stored(id);
    expect(replay(await world.history(id))).toEqual({
      state,
      header,
      lines: lines.map(({ line_number, fields }) => ({ lineNumber: line_number, values: fields })),
    });
  });

  it('moves an order by what is despatched and received, whatever part of it', async () => {
    const id = await acceptedOrder([line({ quantity: 10 })]);
    const first = await despatch(id, [{ ...line({ quantity: 4, orderLine: 1 }), lot: 'L1' }]);
    expect(await world.stored(id)).toMatchObject({
      state: 'in_delivery',
      must_act_id: seller.organisationId,
    });
    const second = await despatch(id, [line({ quantity: 6000, unit: 'GRM', orderLine: 1 })]);
    expect(await world.stored(id)).toMatchObject({ state: 'despatched', must_act_id: buyer.organisationId });
    await receive(first, id, [line({ quantity: 4, orderLine: 1, despatchLine: 1 })]);
    expect((await world.stored(first)).state).toBe('received');
    expect((await world.stored(id)).state).toBe('despatched');
    await receive(second, id, [line({ quantity: 5.5, shortQuantity: 0.5, orderLine: 1, despatchLine: 1 })]);
    expect((await world.stored(second)).state).toBe('received');
    expect((await world.stored(id)).state).toBe('despatched');
    await world.act(buyer, id, 'close', { reason: 'le reste ne viendra pas' });
    expect(await world.stored(id)).toMatchObject({ state: 'closed', must_act_id: null });
  });

  it('moves an order back when its despatch is taken back', async () => {
    const id = await acceptedOrder();
    const advice = await despatch(id, [line({ orderLine: 1 })]);
    expect((await world.stored(id)).state).toBe('despatched');
    await world.act(seller, advice, 'cancel', { reason: 'camion en panne' });
    expect((await world.stored(id)).state).toBe('accepted');
    expect((await world.history(id)).at(-1)).toMatchObject({ act: 'undeliver', by: 'chain' });
  });

  it('matches a despatch to an order that arrives after it', async () => {
    const orderNumber = next('PO');
    const advice = await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: next('DA'), despatchDate: '2026-04-01T08:00:00+02:00', orderNumber },
      [line({ orderLine: 1 })],
    );
    expect((await world.stored(advice)).state).toBe('sent');
    const id = await world.save(buyer, 'order', seller, { number: orderNumber, issueDate: day }, [line()]);
    await world.act(seller, id, 'accept');
    expect((await world.stored(id)).state).toBe('despatched');
  });

  it('keeps a document to a partner who is not here yet as a draft, and says so', async () => {
    const command = {
      type: 'order' as const,
      partner: { identifiers: [{ scheme: 'siren', value: '356000000' }] },
      channel: 'edifact' as const,
      changes: { header: { number: next('PO'), issueDate: day }, lines: [{ lineNumber: 1, values: line() }] },
    };
    const answer = await world.trySave(buyer, command);
    expect(answer).toMatchObject({ warnings: [{ code: 'PARTNER_NOT_HERE', value: 'siren:356000000' }] });
    const id = 'id' in answer ? answer.id : '';
    expect((await world.stored(id)).state).toBe('draft');
    expect(await world.tryAct(buyer, id, 'send')).toMatchObject({ findings: [{ code: 'PARTNER_NOT_HERE' }] });
    expect(await world.trySave(buyer, { ...command, channel: 'form' })).toMatchObject({
      findings: [{ code: 'PARTNER_NOT_HERE' }],
    });
  });

  it('closes the forecast that a newer one replaces', async () => {
    const forecast = (header: object) =>
      world.save(
        buyer,
        'forecast',
        seller,
        { issueDate: day, periodStart: day, periodEnd: '2026-06-01', ...header },
        [line({ date: day })],
      );
    const old = next('F');
    const id = await forecast({ number: old });
    await forecast({ number: next('F'), replacesNumber: old });
    expect(await world.stored(id)).toMatchObject({ state: 'superseded', must_act_id: null });
  });

  it('learns both partners’ item numbers from their documents', async () => {
    await order([
      line({ buyerItem: 'B-9', sellerItem: undefined }),
      line({ buyerItem: 'B-10', sellerItem: 'S-10' }),
    ]);
    await order([line({ buyerItem: 'B-10', sellerItem: 'S-10', gtin: '4006381333931' })]);
    const rows = await world.test.superuser(
      `select buyer_item, seller_item, gtin from item_cross_reference where buyer_item like 'B-%' order by 1`,
    );
    expect(rows).toEqual([{ buyer_item: 'B-10', seller_item: 'S-10', gtin: '04006381333931' }]);
  });

  describe('from paper to event', () => {
    const SSCC = '340123450000000000';
    const events = (id: string) =>
      world.test.superuser<{
        biz_step: string;
        document: Record<string, never>;
        is_void: boolean;
        party_ids: string[];
        declarant_id: string;
      }>(
        `select e.biz_step, e.document, x.is_void, e.party_ids, e.declarant_id from exchange_event x
         join trace_event e on e.id = x.event_id where x.document_id = $1 order by e.biz_step`,
        [id],
      );

    it('makes of a despatch advice the packing and shipping events, seen by its two companies', async () => {
      const id = await acceptedOrder([line({ quantity: 30 })]);
      const advice = await despatch(id, [
        line({ quantity: 10, lot: 'L-A', orderLine: 1 }),
        line({ quantity: 20, lot: 'L-B', sscc: SSCC, orderLine: 1, certificateNumber: 'C-1' }),
      ]);
      const [packing, shipping] = await events(advice);
      expect(packing).toMatchObject({
        biz_step: 'packing',
        party_ids: [buyer.organisationId],
        declarant_id: seller.organisationId,
      });
      expect(shipping!.document).toMatchObject({
        action: 'OBSERVE',
        epcList: [`https://id.gs1.org/00/${SSCC}`],
        quantityList: [{ quantity: 10, uom: 'KGM' }],
        bizTransactionList: [{ type: 'desadv' }, { type: 'po' }],
        sourceList: [{ source: 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:732829320' }],
        destinationList: [{ destination: 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:552100554' }],
      });
      const [lot] = await world.test.superuser<{ certificates: object[] }>(
        `select certificates from item where declarant_id = $1 and label like '%L-B%'`,
        [seller.organisationId],
      );
      expect(lot!.certificates).toEqual([{ type: 'COC', number: 'C-1' }]);

      const receipt = await receive(advice, id, [
        line({ quantity: 10, lot: 'L-A', orderLine: 1, despatchLine: 1 }),
        line({ quantity: 20, lot: 'L-B', sscc: SSCC, orderLine: 1, despatchLine: 2 }),
      ]);
      const [receiving] = await events(receipt);
      expect(receiving).toMatchObject({
        biz_step: 'receiving',
        declarant_id: buyer.organisationId,
        party_ids: [seller.organisationId],
      });
      expect(receiving!.document).toMatchObject({
        epcList: [`https://id.gs1.org/00/${SSCC}`],
        quantityList: [{ quantity: 10 }],
      });
      expect((await world.stored(id)).state).toBe('completed');
    });

    it('declares the event void when the despatch is taken back', async () => {
      const id = await acceptedOrder();
      const advice = await despatch(id, [line({ lot: 'L-void', orderLine: 1 })]);
      await world.act(seller, advice, 'cancel', { reason: 'erreur' });
      expect((await events(advice)).map(({ is_void }) => is_void)).toEqual([true]);
      const [correction] = await world.test.superuser<{ document: object }>(
        `select c.document from trace_event c join exchange_event x on c.corrects_id = x.event_id where x.document_id = $1`,
        [advice],
      );
      expect(correction!.document).toMatchObject({ errorDeclaration: { reason: 'did_not_occur' } });
    });

    it('makes no event of lines that name an article only', async () => {
      const id = await acceptedOrder();
      expect(await events(await despatch(id, [line({ orderLine: 1 })]))).toEqual([]);
    });
  });
});

describe('documents under strain', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  let third: Actor;
  let number = 0;
  beforeAll(async () => {
    world = await exchangeWorld();
    [buyer, seller, third] = [
      await world.company('552100554'),
      await world.company('732829320'),
      await world.company(),
    ];
  });
  afterAll(() => world.close());
  const item = { buyerItem: 'A', quantity: 10, unit: 'KGM' };
  const ordered = async (to = seller) => {
    const own = `PO-${++number}`;
    const id = await world.save(buyer, 'order', to, { number: own, issueDate: day }, [item]);
    await world.act(to, id, 'accept');
    return { id, own };
  };
  const advice = (by: Actor, orderNumber: string, more: object = {}) =>
    world.save(
      by,
      'despatch_advice',
      buyer,
      { number: `DA-${++number}`, despatchDate: '2026-04-01T08:00:00+02:00', orderNumber },
      [{ ...item, orderLine: 1, ...more }],
    );
  const receipt = (to: Actor, header: object, more: object = {}) =>
    world.save(
      buyer,
      'receipt_advice',
      to,
      { number: `RA-${++number}`, receiptDate: '2026-04-02T08:00:00+02:00', ...header },
      [{ ...item, ...more }],
    );

  it('let no third company move an order between two others', async () => {
    const { id, own } = await ordered();
    await advice(third, own);
    await receipt(third, { orderNumber: own }, { orderLine: 1 });
    expect((await world.stored(id)).state).toBe('accepted');
    await advice(seller, own, { quantity: 4 });
    await receipt(third, { orderNumber: own }, { orderLine: 1 });
    expect((await world.stored(id)).state).toBe('in_delivery');
  });

  it('count a receipt that knows its packages alone', async () => {
    const { own } = await ordered();
    const sscc = '340123450000000000';
    const shipped = await advice(seller, own, { sscc, lot: 'L1' });
    const despatchAdviceNumber = String((await world.stored(shipped)).header['number']);
    await receipt(seller, { despatchAdviceNumber }, { buyerItem: undefined, sscc });
    expect((await world.stored(shipped)).state).toBe('received');
  });

  it('use the item numbers that the two have told each other', async () => {
    const first = await world.save(buyer, 'order', seller, { number: `PO-${++number}`, issueDate: day }, [
      { buyerItem: 'B7', sellerItem: 'S7', quantity: 1, unit: 'KGM' },
    ]);
    await world.act(seller, first, 'accept');
    const own = `PO-${++number}`;
    const id = await world.save(buyer, 'order', seller, { number: own, issueDate: day }, [
      { buyerItem: 'B7', quantity: 5, unit: 'KGM' },
    ]);
    await world.act(seller, id, 'accept');
    await advice(seller, own, {
      orderLine: undefined,
      buyerItem: undefined,
      sellerItem: 'S7',
      quantity: 5,
      lot: 'L9',
    });
    expect((await world.stored(id)).state).toBe('despatched');
    const [lot] = await world.test.superuser<{ uri: string }>(
      `select uri from item where label like '%L9%' limit 1`,
    );
    expect(lot!.uri).toContain(':S7:');
  });

  it('do not end in each other’s way', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { own } = await ordered();
        const shipped = await advice(seller, own, { lot: `L-${own}` });
        const despatchAdviceNumber = String((await world.stored(shipped)).header['number']);
        const [cancelled] = await Promise.all([
          world.tryAct(seller, shipped, 'cancel', { reason: 'x' }),
          receipt(seller, { despatchAdviceNumber, orderNumber: own }, { orderLine: 1, despatchLine: 1 }),
        ]);
        return 'findings' in cancelled ? cancelled.findings[0]!.code : 'cancelled';
      }),
    );
    for (const outcome of outcomes) expect(['cancelled', 'ACT_NOT_ALLOWED_NOW']).toContain(outcome);
  });

  it('are one when the same is sent twice at once', async () => {
    const own = `PO-${++number}`;
    const command = {
      type: 'order' as const,
      partner: { id: seller.organisationId! },
      changes: { header: { number: own, issueDate: day }, lines: [{ lineNumber: 1, values: item }] },
    };
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.trySave(buyer, command)));
    expect(answers.filter((answer) => 'id' in answer && !answer.unchanged)).toHaveLength(1);
    expect(answers.filter((answer) => 'id' in answer && answer.unchanged)).toHaveLength(5);
  });

  it('keep a draft that its author has not read from being overwritten', async () => {
    const own = `PO-${++number}`;
    const save = (quantity: number, expectedRevision?: number) =>
      world.trySave(buyer, {
        type: 'order',
        send: false,
        expectedRevision,
        partner: { id: seller.organisationId! },
        changes: { header: { number: own }, lines: [{ lineNumber: 1, values: { ...item, quantity } }] },
      });
    expect(await save(1, 0)).toHaveProperty('id');
    expect(await save(2, 0)).toMatchObject({ findings: [{ code: 'CHANGED_MEANWHILE' }] });
    expect(await save(3, 1)).toHaveProperty('id');
  });

  it('are not sent to a company that is suspended', async () => {
    const partner = await world.company();
    const id = await world.save(
      buyer,
      'order',
      partner,
      { number: `PO-${++number}`, issueDate: day },
      [item],
      false,
    );
    await world.test.superuser(`update membership set status = 'suspended' where organisation_id = $1`, [
      partner.organisationId,
    ]);
    expect(await world.tryAct(buyer, id, 'send')).toMatchObject({
      findings: [{ code: 'PARTNER_NOT_ACTIVE' }],
    });
  });

  it('are superseded whichever of two forecasts comes first, and never by themselves', async () => {
    const forecast = (own: string, replacesNumber: string) =>
      world.save(
        buyer,
        'forecast',
        seller,
        { number: own, replacesNumber, issueDate: day, periodStart: day, periodEnd: '2026-06-01' },
        [{ ...item, date: day }],
      );
    await forecast('F-new', 'F-old');
    expect((await world.stored(await forecast('F-old', 'F-none'))).state).toBe('superseded');
    expect((await world.stored(await forecast('F-self', 'F-self'))).state).toBe('sent');
  });

  it('are told of in the order in which they moved', async () => {
    const own = `PO-${++number}`;
    await advice(seller, own);
    const id = await world.save(buyer, 'order', seller, { number: own, issueDate: day }, [item]);
    await world.act(seller, id, 'accept');
    const topics = await world.test.superuser<{ topic: string }>(
      'select topic from change where subject_id = $1 and organisation_id = $2 order by xid, seq',
      [id, buyer.organisationId],
    );
    expect(topics.map(({ topic }) => topic)).toEqual(['order.sent', 'order.accepted', 'order.despatched']);
  });
});
