import { personActor } from '@maillon/kernel';
import type { EdgeRequest } from '@maillon/graphql';
import { evidenceCsv } from './evidence-csv.js';
import { EvidenceData, EvidenceFilter, EvidenceRow, EvidenceStatement } from './evidence-data.js';
import { evidencePdf } from './evidence-pdf.js';
import { EvidenceController, filterOf } from './evidence.controller.js';
import { drawable } from './paper.js';

const ID = '0198a1b2-0000-8000-8000-000000000001';
const statement = (index: number): EvidenceStatement => ({
  verb: 'Expédié',
  at: '2026-03-01T07:00:00Z',
  amount: { quantity: 12.5, unit: 'TNE' },
  converted: { quantity: 12500, unit: 'KGM' },
  rejected: 2,
  short: 1,
  label: `L-${index}`,
  product: 'A-12',
  source: `Avis d’expédition BL-1, ligne ${index}`,
  revisions: 2,
});
const data = (statements: number): EvidenceData => ({
  id: ID,
  filiere: 'Forêt-bois',
  kind: 'Quantités différentes',
  state: 'En discussion',
  isBlocking: true,
  label: 'L-7',
  what: 'Forge d’Œil déclare avoir expédié 12\u202f500 kg → 报.',
  rule: 'Aucun écart n’est admis.',
  openedAt: '2026-03-04T08:00:00Z',
  dueDate: '2026-03-09',
  mustAct: 'Forge d’Œil',
  left: {
    name: 'Forge d’Œil',
    details: ['Gap', 'SIREN 732829320'],
    statements: Array.from({ length: statements }, (_one, index) => statement(index)),
    omitted: statements > 100 ? 3 : 0,
  },
  right: { name: 'Avions SA', details: [], statements: [], omitted: 0 },
  arithmetic: [{ label: 'Écart', value: '−50 kg' }],
  corrections: [{ at: '2026-03-05T08:00:00Z', who: 'Ada, Forge d’Œil', what: 'Quantité : 12 → 12,5' }],
  thread: [{ at: '2026-03-06T08:00:00Z', who: 'Avions SA', what: 'Contesté', reason: 'Pesé deux fois' }],
});

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer | string));
  return Buffer.concat(chunks);
}
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

describe('a discrepancy on paper', () => {
  it('is one page where it is short, and as many as it needs where it is long', async () => {
    const short = await bytesOf(await evidencePdf(data(1), 'fr'));
    expect(short.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages(short)).toBe(1);
    expect(pages(await bytesOf(await evidencePdf(data(0), 'en')))).toBe(1);
    const long = pages(await bytesOf(await evidencePdf(data(200), 'fr')));
    expect(long).toBeGreaterThan(10);
    expect(long).toBeLessThan(30);
  });

  it('is drawn with what its font knows', () => {
    expect(drawable('12\u202f500 −5 → é œ 报')).toBe('12\u00a0500 –5 › é œ ?');
  });
});

const row: EvidenceRow = {
  id: ID,
  kind: 'Quantités différentes',
  state: 'À résoudre',
  isBlocking: false,
  label: '=L-7',
  shipper: 'Forge; fils',
  receiver: 'Avions SA',
  expected: 1000,
  found: 949.5,
  difference: -50.5,
  unit: 'KGM',
  openedAt: '2026-03-04T23:30:00Z',
  dueDate: '2026-03-09',
  mustAct: 'Forge; fils',
  what: 'Il manque 50,5 kg.',
};
async function* rows(): AsyncGenerator<EvidenceRow> {
  yield row;
}

describe('discrepancies as a spreadsheet', () => {
  it('have a line each, with decimal comma and no formula', async () => {
    const csv = (await bytesOf(evidenceCsv(rows(), 'fr'))).toString();
    const [header, line, end] = csv.split('\r\n');
    expect(header).toMatch(/^\uFEFFÉcart;État;Bloquant;/);
    expect(line).toBe(
      `Quantités différentes;À résoudre;non;"'=L-7";;;"Forge; fils";Avions SA;1000;949,5;-50,5;KGM;2026-03-05;2026-03-09;;"Forge; fils";"Il manque 50,5 kg.";${ID}`,
    );
    expect(header!.split(';')).toHaveLength(18);
    expect(end).toBe('');
    expect((await bytesOf(evidenceCsv(rows(), 'en'))).toString()).toContain('Who must act');
  });
});

describe('the addresses of the exports', () => {
  const actor = personActor({ filiereId: 1, personId: ID, organisationId: ID, role: 'reader' });
  const request = { maillon: { actor, language: 'fr' } } as unknown as EdgeRequest;
  const asked: unknown[] = [];
  const controller = new EvidenceController({
    one: (_actor, id, language) => {
      asked.push(language);
      return Promise.resolve(id === ID ? data(1) : undefined);
    },
    list: (_actor, filter) => {
      asked.push(filter);
      return rows();
    },
  });

  it('give the paper of what the actor sees, and nothing else', async () => {
    const file = await controller.paper(request, ID, 'en');
    expect(pages(await bytesOf(file.getStream()))).toBe(1);
    expect(asked.at(-1)).toBe('en');
    await expect(controller.paper(request, ID.replace(/1$/, '2'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(controller.paper(request, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(() => controller.list({ maillon: { language: 'fr' } } as unknown as EdgeRequest, {})).toThrow();
  });

  it('read their filter', async () => {
    const filter: EvidenceFilter = {
      states: ['open', 'disputed'],
      kinds: ['unit'],
      partner: ID,
      awaitsMe: true,
      text: 'L',
    };
    const file = controller.list(request, {
      states: ['OPEN', 'disputed'],
      kinds: 'unit',
      partner: ID,
      awaitsMe: 'true',
      text: 'L',
    });
    expect((await bytesOf(file.getStream())).toString()).toContain('949,5');
    expect(asked.at(-1)).toEqual(filter);
    expect(filterOf({})).toEqual({});
    expect(() => filterOf({ kinds: 'kwantity' })).toThrow('is no known filter');
    expect(() => filterOf({ partner: "'" })).toThrow();
  });
});
