import { readEdiFile, writeUblMessage } from '@maillon/documents';
import { Actor } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
import { BUYER, ediFile, ediOrder, ediResponse, next, party, SELLER } from './edi.fixture.js';

const ABSENT = '356000000';

describe('EDI', () => {
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
  const codes = ({ messages, findings }: Awaited<ReturnType<typeof bring>>) =>
    [...findings, ...messages.flatMap((message) => message.findings)].map(({ code }) => code);

  it('takes an order by EDIFACT and by UBL, and answers by CONTRL and APERAK', async () => {
    const own = next('PO');
    const result = await bring(buyer, ediFile(ediOrder(own)));
    expect(codes(result)).toEqual([]);
    expect(result.messages[0]).toMatchObject({ outcome: 'done', number: own, messageType: 'ORDERS D96A' });
    expect(await world.stored(result.messages[0]!.documentId!)).toMatchObject({
      state: 'sent',
      shown_to: seller.organisationId,
    });
    const [control] = readEdiFile(Buffer.from(result.control!, 'latin1')).interchanges;
    expect(control!.messages[0]).toMatchObject({ kind: 'acknowledgement', accepted: true });
    const [application] = readEdiFile(Buffer.from(result.application!, 'latin1')).interchanges;
    expect(application!.messages[0]).toMatchObject({
      kind: 'acknowledgement',
      accepted: true,
      documentNumber: own,
    });

    const ubl = await bring(buyer, writeUblMessage(ediOrder(next('PO'))));
    expect(ubl.messages[0]).toMatchObject({ outcome: 'done', messageType: 'Order' });
    expect(ubl.control).toBeUndefined();
  });

  it('gives the same answer to the same file, and none to another under its reference', async () => {
    const own = next('PO');
    const reference = next('REF');
    const first = await bring(buyer, ediFile(ediOrder(own), reference));
    expect(await bring(buyer, ediFile(ediOrder(own), reference))).toEqual({ ...first, repeated: true });
    expect(codes(await bring(buyer, ediFile(ediOrder(own, {}, 11), reference)))).toEqual([
      'EDI_REFERENCE_REUSED',
    ]);
    const again = await bring(buyer, ediFile(ediOrder(own)));
    expect(again.messages[0]!.outcome).toBe('unchanged');
    expect(codes(await bring(buyer, ediFile(ediOrder(own, {}, 11))))).toEqual(['DOCUMENT_NUMBER_TAKEN']);
    expect(codes(await bring(buyer, ediFile(ediOrder(own, { function: 'replace' }, 11))))).toEqual([
      'EDI_REPLACE_SENT',
    ]);
  });

  it('refuses a message in another’s name, and says so in the answer to its software', async () => {
    const own = next('PO');
    const result = await bring(seller, ediFile(ediOrder(own)));
    expect(codes(result)).toEqual(['EDI_ISSUER_OTHER']);
    const [application] = readEdiFile(Buffer.from(result.application!, 'latin1')).interchanges;
    expect(application!.messages[0]).toMatchObject({
      accepted: false,
      reasons: [expect.stringContaining('autre entreprise')],
    });
    await expect(world.tryAct(seller, world.idOf(seller, 'order', own), 'send')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('cancels a document that nobody has answered', async () => {
    const own = next('PO');
    await bring(buyer, ediFile(ediOrder(own)));
    const cancelled = await bring(buyer, ediFile(ediOrder(own, { function: 'cancel' })));
    expect(cancelled.messages[0]!.outcome).toBe('done');
    expect((await world.stored(world.idOf(buyer, 'order', own))).state).toBe('cancelled');
    expect(
      (await bring(buyer, ediFile(ediOrder(next('PO'), { function: 'cancel' })))).messages[0]!.findings[0]!
        .code,
    ).toBe('EDI_CANCEL_UNKNOWN');
  });

  it('takes the answer to an order', async () => {
    const own = next('PO');
    await bring(buyer, ediFile(ediOrder(own)));
    const answered = await bring(seller, ediFile(ediResponse(own, 8)));
    expect(answered.messages[0]).toMatchObject({ outcome: 'done', messageType: 'ORDRSP D96A' });
    expect((await world.stored(world.idOf(buyer, 'order', own))).state).toBe('modified');
    const [act] = await world.test.superuser<{ changes: { lines: object[] } }>(
      `select changes from exchange_act where document_id = $1 and act = 'modify'`,
      [world.idOf(buyer, 'order', own)],
    );
    expect(act!.changes.lines).toMatchObject([{ lineNumber: 1, values: { confirmedQuantity: 8 } }]);
  });

  it('keeps the answer to an order that has not arrived, and brings it then', async () => {
    const own = next('PO');
    const early = await bring(seller, ediFile(ediResponse(own, 10)));
    expect(early.messages[0]).toMatchObject({
      outcome: 'kept',
      findings: [{ code: 'EDI_ORDER_AWAITED', severity: 'warning' }],
    });
    await bring(buyer, ediFile(ediOrder(own)));
    const id = world.idOf(buyer, 'order', own);
    const jobs = await world.test.superuser<{
      id: string;
      payload: { orderId: string; organisationId: string };
    }>(`select id, payload from outbox where job = 'exchange.order-arrived' and payload ->> 'orderId' = $1`, [
      id,
    ]);
    expect(jobs).toHaveLength(1);
    const context = { filiereId: 1, outboxId: jobs[0]!.id, attempt: 1, signal: new AbortController().signal };
    await world.edi.bring.order(jobs[0]!.payload, context);
    await world.edi.bring.order(jobs[0]!.payload, context);
    expect((await world.stored(id)).state).toBe('accepted');
    expect(await world.test.superuser('select from edi_waiting_response')).toEqual([]);
    expect(await world.test.superuser('select from exchange_awaited where key = $1', [id])).toEqual([]);
  });

  it('keeps a document to a partner who is not here, and sends it once the partner is', async () => {
    const own = next('PO');
    const kept = await bring(buyer, ediFile(ediOrder(own, { recipient: party(ABSENT, 'Nouveau') })));
    expect(kept.messages[0]).toMatchObject({ outcome: 'kept', findings: [{ code: 'PARTNER_NOT_HERE' }] });
    const id = world.idOf(buyer, 'order', own);
    expect((await world.stored(id)).state).toBe('draft');
    const newcomer = await world.company(ABSENT);
    const context = { filiereId: 1, outboxId: id, attempt: 1, signal: new AbortController().signal };
    await world.edi.bring.partner({ organisationId: newcomer.organisationId! }, context);
    const [job] = await world.test.superuser<{ payload: { documentId: string; organisationId: string } }>(
      `select payload from outbox where job = 'exchange.send-draft' and payload ->> 'documentId' = $1`,
      [id],
    );
    await world.edi.bring.draft(job!.payload, context);
    await world.edi.bring.draft(job!.payload, context);
    expect(await world.stored(id)).toMatchObject({
      state: 'sent',
      shown_to: newcomer.organisationId,
      must_act_id: newcomer.organisationId,
    });
    await world.edi.bring.partner({ organisationId: newcomer.organisationId! }, context);
    expect((await world.history(id)).map(({ act }) => act)).toEqual(['send']);
  });

  it('writes what one side sees for the software of either, and reads it back the same', async () => {
    const own = next('PO');
    await bring(buyer, ediFile(ediOrder(own)));
    const id = world.idOf(buyer, 'order', own);
    for (const bytes of [
      await world.edi.write.edifact(seller, id, false),
      await world.edi.write.ubl(buyer, id, false),
    ]) {
      const [message] = readEdiFile(bytes!).interchanges[0]!.messages;
      expect(message).toMatchObject({
        kind: 'document',
        type: 'order',
        number: own,
        refused: false,
        lines: [{ lineNumber: 1, values: { quantity: 10, unit: 'KGM' } }],
      });
    }
    expect(await world.edi.write.edifact(seller, id, true)).toBeUndefined();
    await world.act(seller, id, 'reject', { reason: 'plus de chêne' });
    const [answer] = readEdiFile((await world.edi.write.edifact(seller, id, true))!).interchanges[0]!
      .messages;
    expect(answer).toMatchObject({
      kind: 'response',
      act: 'reject',
      answersNumber: own,
      reason: 'plus de chêne',
    });
    const stranger = await world.company();
    expect(await world.edi.write.edifact(stranger, id, false)).toBeUndefined();
  });

  it('says what is wrong with a file that is none', async () => {
    const { findings, interchanges } = await world.edi.receive.run(buyer, Buffer.from('bonjour'), 'fr');
    expect(
      [
        ...findings,
        ...interchanges.flatMap((one) => [
          ...one.findings,
          ...one.messages.flatMap((message) => message.findings),
        ]),
      ].length,
    ).toBeGreaterThan(0);
    expect((await world.edi.receive.run(buyer, Buffer.alloc(0), 'fr')).findings.length).toBeGreaterThan(0);
  });
});
