import { Actor, newId } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
import { appendLines, importedDrafts } from './append-lines.js';

describe('rows of a file that make a document', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  let number = 0;
  beforeAll(async () => {
    world = await exchangeWorld();
    [buyer, seller] = [await world.company(), await world.company('732829320')];
  });
  afterAll(() => world.close());

  const row = (lineNumber: number, quantity: number, header: Record<string, string> = {}) => ({
    lineNumber,
    header,
    values: { buyerItem: 'A', quantity, unit: 'KGM' },
  });
  const append = (
    own: string,
    rows: ReturnType<typeof row>[],
    importJobId: string,
    identifier = '732829320',
  ) =>
    world.test.db.transaction(buyer, (tx) =>
      appendLines(tx, {
        type: 'order',
        number: own,
        importJobId,
        rows,
        partner: { identifiers: [{ scheme: 'siren', value: identifier }] },
      }),
    );
  const statuses = async (answer: ReturnType<typeof append>) =>
    (await answer).map((outcome) => ('finding' in outcome ? outcome.finding.code : outcome.status));

  it('gather in one draft over several batches, which is then sent', async () => {
    const [own, job] = [`PO-${++number}`, newId()];
    expect(await statuses(append(own, [row(1, 1, { issueDate: '2026-03-25' }), row(2, 2)], job))).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(
      await statuses(
        append(own, [row(3, 3, { issueDate: '2026-03-26' }), row(4, 4, { currency: 'EUR' })], job),
      ),
    ).toEqual(['DOCUMENT_HEADER_DIFFERS', 'accepted']);
    const id = world.idOf(buyer, 'order', own);
    expect(await world.stored(id)).toMatchObject({
      state: 'draft',
      header: { issueDate: '2026-03-25', currency: 'EUR' },
    });
    expect(await world.test.db.transaction(buyer, (tx) => importedDrafts(tx, job, null))).toEqual([
      { id, number: own },
    ]);
    await world.act(buyer, id, 'send');
    expect(await world.stored(id)).toMatchObject({ state: 'sent', shown_to: seller.organisationId });
    const again = newId();
    expect(await statuses(append(own, [row(1, 1), row(2, 9), row(5, 5)], again))).toEqual([
      'unchanged',
      'DOCUMENT_NUMBER_TAKEN',
      'DOCUMENT_NUMBER_TAKEN',
    ]);
  });

  it('replace a draft that another file left', async () => {
    const own = `PO-${++number}`;
    await append(own, [row(1, 1), row(2, 2)], newId());
    await append(own, [row(1, 7)], newId());
    const lines = await world.test.superuser<{ fields: { quantity: number } }>(
      'select fields from exchange_line where document_id = $1',
      [world.idOf(buyer, 'order', own)],
    );
    expect(lines.map(({ fields }) => fields.quantity)).toEqual([7]);
  });

  it('wait for a partner who is not here', async () => {
    const [own, job] = [`PO-${++number}`, newId()];
    expect(await statuses(append(own, [row(1, 1)], job, '356000000'))).toEqual(['accepted']);
    expect(await world.test.db.transaction(buyer, (tx) => importedDrafts(tx, job, null))).toEqual([]);
    expect(
      await world.test.superuser('select organisation_id from exchange_awaited where key = $1', [
        'siren:356000000',
      ]),
    ).toEqual([{ organisation_id: buyer.organisationId }]);
  });
});
