import { DISCREPANCY_KINDS, DiscrepancyKind } from '../kinds.js';
import { DEFAULT_RULES } from '../rules/rules.js';
import { sentencesOf } from './sentences.js';
import { Told } from './told.js';
import { typeset, wordsOf } from './words.js';

const ALONE = new Set<DiscrepancyKind>([
  'double_custody',
  'never_made',
  'consumed_more_than_made',
  'mass_balance',
  'chain_gap',
  'duplicate_identity',
]);
const bare = (kind: DiscrepancyKind): Told => ({
  kind,
  shipper: 'Forge SARL',
  ...(!ALONE.has(kind) && { receiver: 'Avions SA' }),
  label: 'L-7',
  rules: DEFAULT_RULES,
});
const full = (kind: DiscrepancyKind): Told => ({
  ...bare(kind),
  product: 'A-12',
  reference: 'BL-1',
  otherLabel: 'L-8',
  expected: 12000,
  found: 11900.5,
  difference: -99.5,
  unit: 'KGM',
  tolerance: 60,
  shippedAs: { quantity: 12, unit: 'TNE' },
  receivedAs: { quantity: 11900.5, unit: 'KGM' },
  leftAt: '2026-03-01T07:00:00Z',
  enteredAt: '2026-02-27T23:30:00Z',
  expectedArrival: '2026-03-08',
  leastLoss: 0.125,
});
const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

const worlds = DISCREPANCY_KINDS.flatMap((kind) =>
  (['shipper', 'receiver', undefined] as const).flatMap((turn) =>
    [bare(kind), full(kind)].map((told, index): [string, Told] => [
      `${kind}, turn of ${turn ?? 'nobody'}, ${index ? 'all told' : 'nothing but names'}`,
      turn ? { ...told, turn } : told,
    ]),
  ),
);

describe('sentences', () => {
  it.each(worlds)('say all there is to say in both languages: %s', (_case, told) => {
    const { what, rule, toDo } = sentencesOf(told);
    expect(toDo === undefined).toBe(told.turn === undefined);
    expect(toDo?.receiver === undefined).toBe(told.turn === undefined || told.receiver === undefined);
    for (const words of [what, rule, toDo?.shipper, toDo?.receiver]) {
      if (!words) continue;
      for (const sentence of [words.fr, words.en]) {
        expect(sentence).toMatch(/^[A-ZÀ-Þ].*\.$/u);
        expect(sentence).not.toMatch(/undefined|null|NaN|Invalid| {2}| \.| ,|\( ?\)/);
      }
      // a space that breaks before a tall sign, or inside quotation marks
      expect(words.fr).not.toMatch(/ [:;?!%»]|« /);
      expect(words.en).not.toMatch(/\s[:;?!]|«/);
      expect(words.fr).not.toBe(words.en);
    }
    for (const said of [what.fr, what.en]) expect(said).toContain('Forge SARL');
    if (told.receiver) for (const said of [what.fr, what.en]) expect(said).toContain('Avions SA');
  });

  it.each<[DiscrepancyKind, Partial<Told>, string, string]>([
    [
      'quantity',
      {},
      'Forge SARL déclare avoir expédié 12 000 kg de « L-7 » (article A-12, réf. BL-1), Avions SA déclare en avoir reçu 11 900,5 kg : il manque 99,5 kg.',
      'Forge SARL declares that it shipped 12,000 kg of “L-7” (item A-12, ref. BL-1), Avions SA that it received 11,900.5 kg: 99.5 kg short.',
    ],
    [
      'quantity',
      { found: 4000, difference: -2000, product: 'L-7', reference: undefined },
      'Forge SARL déclare avoir expédié 12 000 kg de « L-7 », Avions SA déclare en avoir reçu 4 000 kg : il manque 2 000 kg sur ce qui devait déjà être arrivé.',
      'Forge SARL declares that it shipped 12,000 kg of “L-7”, Avions SA that it received 4,000 kg: 2,000 kg short of what should have arrived by now.',
    ],
    [
      'quantity',
      { expected: 1, found: 3, difference: 2, unit: 'H87', product: undefined, reference: undefined },
      'Forge SARL déclare avoir expédié 1 pièce de « L-7 », Avions SA déclare en avoir reçu 3 pièces : soit 2 pièces de trop.',
      'Forge SARL declares that it shipped 1 piece of “L-7”, Avions SA that it received 3 pieces: 2 pieces over.',
    ],
    [
      'unit',
      { receivedAs: { quantity: 12, unit: 'H87' } },
      'Forge SARL déclare avoir expédié 12 t de « L-7 » (article A-12, réf. BL-1), Avions SA déclare en avoir reçu 12 pièces : c’est le même chiffre sous deux unités.',
      'Forge SARL declares that it shipped 12 t of “L-7” (item A-12, ref. BL-1), Avions SA that it received 12 pieces: it is the same figure in two units.',
    ],
    [
      'date_order',
      {},
      'Avions SA déclare avoir reçu « L-7 » (article A-12, réf. BL-1) le 28 février 2026 à 00:30, avant que Forge SARL ne déclare l’avoir expédié le 1er mars 2026 à 08:00.',
      'Avions SA declares that it received “L-7” (item A-12, ref. BL-1) on 28 February 2026 at 00:30, before Forge SARL declares that it shipped it on 1 March 2026 at 08:00.',
    ],
    [
      'date_order',
      { receiver: undefined },
      'Forge SARL déclare une première sortie de « L-7 » (article A-12, réf. BL-1) le 1er mars 2026 à 08:00, avant sa première entrée le 28 février 2026 à 00:30.',
      'Forge SARL declares that “L-7” (item A-12, ref. BL-1) first left on 1 March 2026 at 08:00, before it first came in on 28 February 2026 at 00:30.',
    ],
    [
      'received_not_shipped',
      { expected: 0, difference: 11900.5 },
      'Avions SA déclare avoir reçu 11 900,5 kg de « L-7 » (article A-12, réf. BL-1) le 28 février 2026. Forge SARL ne déclare pas l’avoir expédié.',
      'Avions SA declares that it received 11,900.5 kg of “L-7” (item A-12, ref. BL-1) on 28 February 2026. Forge SARL does not declare that it shipped it.',
    ],
    [
      'overdue',
      { found: 0, difference: -12000, reference: undefined, product: undefined },
      'Forge SARL déclare avoir expédié 12 000 kg de « L-7 » le 1er mars 2026, pour une arrivée le 8 mars 2026. Avions SA n’en a encore déclaré aucune réception.',
      'Forge SARL declares that it shipped 12,000 kg of “L-7” on 1 March 2026, to arrive on 8 March 2026. Avions SA has not declared any receipt of it yet.',
    ],
    [
      'mass_balance',
      { expected: 100, found: 120, difference: 20, product: undefined, reference: undefined },
      'Forge SARL déclare une fabrication de « L-7 » d’où sortent 120 kg, alors que ses entrées en permettent 100 kg : soit 20 kg de trop.',
      'Forge SARL declares a transformation into “L-7” that yields 120 kg, while its inputs allow 100 kg: 20 kg over.',
    ],
  ])('fill in figures, days and names: %s', (kind, more, fr, en) => {
    const { what } = sentencesOf({ ...full(kind), ...more });
    expect(plain(what.fr)).toBe(fr);
    expect(what.en.replaceAll('\u00a0', ' ')).toBe(en);
  });

  it('give the rule its figures', () => {
    const rule = (kind: DiscrepancyKind, more: Partial<Told> = {}) =>
      plain(sentencesOf({ ...full(kind), ...more }).rule.fr);
    expect(rule('quantity')).toBe('Entre ce qui part et ce qui arrive, l’écart admis est de 60 kg.');
    expect(rule('quantity', { tolerance: 0 })).toContain('aucun écart n’est admis');
    expect(rule('mass_balance')).toContain('moins 12,5 % de perte');
    expect(rule('overdue')).toBe('Une réception est en retard 1 jour après l’arrivée prévue.');
    expect(rule('overdue', { expectedArrival: undefined })).toContain('10 jours après le départ');
    expect(rule('date_order')).toContain('à 12 heures près');
    expect(rule('date_order', { rules: { ...DEFAULT_RULES, clockHours: 0 } })).toBe(
      'Rien n’arrive avant d’être parti.',
    );
  });

  it('tell the side whose turn it is what to do, and the other for whom it waits', () => {
    const { toDo } = sentencesOf({ ...full('overdue'), turn: 'receiver' });
    expect(toDo!.receiver!.fr).toMatch(/^Si l’envoi est arrivé, envoyez votre avis de réception\./);
    expect(toDo!.shipper.fr).toMatch(/^C’est à Avions SA d’agir\. /);
    expect(toDo!.shipper.en).toMatch(/^It is for Avions SA to act\. /);
  });

  it('write a code that is no unit of ours as it is, and keep signs with their words', () => {
    expect(plain(wordsOf('fr').amount({ quantity: 4, unit: 'CT' }))).toBe('4 CT');
    expect(wordsOf('fr').amount({ quantity: 1.5, unit: 'H87' })).toBe('1,5\u00a0pièce');
    expect(typeset('« a » : b ?')).toBe('«\u00a0a\u00a0»\u00a0: b\u00a0?');
  });
});
