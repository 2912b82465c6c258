import { Text } from '@maillon/kernel';
import { checkKeyData } from './check-key-data.js';
import { ChainPlay, hasGs1CheckDigit, hasLuhn, itemsOf, sees, upstreamOf } from './demo-chain.fixture.js';
import { DemoOrganisation } from './demo-chain.js';
import { FILIERES, filiereById, filiereBySlug } from './filieres.js';
import { UNITS } from './units.js';

/** Business steps of GS1 Core Business Vocabulary 2.0, section 7.1. */
const BIZ_STEPS =
  'accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping'.split(
    ' ',
  );

/** Dispositions of GS1 Core Business Vocabulary 2.0, section 7.2. */
const DISPOSITIONS =
  'active available completeness_inferred completeness_verified conformant container_closed container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown'.split(
    ' ',
  );

const unique = (values: unknown[]): boolean => new Set(values).size === values.length;

/** Labels that read the same in both languages. */
const SAME_IN_BOTH = [
  'tonne',
  'litre',
  'hectolitre',
  'Lot',
  'Carton',
  'Transport',
  'Distribution',
  'Destruction',
];

function textsOf(value: unknown, path: string): [string, Text][] {
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  if (typeof record['fr'] === 'string' && typeof record['en'] === 'string') {
    return [[path, { fr: record['fr'], en: record['en'] }]];
  }
  return Object.entries(record).flatMap(([key, child]) => textsOf(child, `${path}.${key}`));
}

describe('the sixteen filières', () => {
  it('are sixteen, with stable ids in order and distinct slugs', () => {
    expect(FILIERES.map(({ id }) => id)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(unique(FILIERES.map(({ slug }) => slug))).toBe(true);
    expect(FILIERES.every(({ slug }) => /^[a-z]+(-[a-z]+)*$/.test(slug))).toBe(true);
  });

  it('are found by slug and by id', () => {
    for (const filiere of FILIERES) {
      expect(filiereBySlug(filiere.slug)).toBe(filiere);
      expect(filiereById(filiere.id)).toBe(filiere);
    }
    expect(filiereBySlug('nulle-part')).toBeUndefined();
    expect(filiereById(17)).toBeUndefined();
  });

  it('know every company by one identity, and share at least two companies', () => {
    const bySiren = new Map<string, DemoOrganisation[]>();
    for (const organisation of FILIERES.flatMap(({ demo }) => demo.organisations)) {
      bySiren.set(organisation.siren, [...(bySiren.get(organisation.siren) ?? []), organisation]);
    }
    for (const same of bySiren.values()) {
      for (const organisation of same) expect(organisation).toEqual(same[0]);
    }
    const firms = [...bySiren.values()].map(([first]) => first!);
    expect(unique(firms.map(({ gln }) => gln))).toBe(true);
    expect(unique(firms.map(({ name }) => name))).toBe(true);
    expect([...bySiren.values()].filter((same) => same.length > 1).length).toBeGreaterThanOrEqual(2);
  });

  it('give no person of a company the name of another', () => {
    const people = new Set(
      FILIERES.flatMap(({ demo }) => demo.organisations).flatMap(({ siren, people }) =>
        people.map(({ firstName, lastName }) => `${firstName} ${lastName} ${siren}`),
      ),
    );
    expect(unique([...people].map((person) => person.slice(0, -10)))).toBe(true);
  });

  it('let one heat be followed from one filière into another', () => {
    const heats = FILIERES.map(({ demo }) => {
      const heat = demo.items.find(({ number }) => number === 'A26-33817');
      const last = Math.max(...demo.acts.map(({ day }) => day));
      const pour = demo.acts.find((act) => heat && itemsOf(act).includes(heat.key));
      return (
        heat &&
        pour && { gtin: heat.gtin, grade: heat.keyData['grade'], daysAgo: last - pour.day, hour: pour.hour }
      );
    }).filter((heat) => heat !== undefined);
    expect(heats).toHaveLength(2);
    expect(heats[0]).toEqual(heats[1]);
  });

  it('give no two things the same number, but for the shared heat', () => {
    const numbers = FILIERES.flatMap(({ demo }) => demo.items)
      .filter(({ gtin, granularity }) => gtin !== undefined || granularity === 'SSCC')
      .map(({ gtin, number }) => `${gtin ?? 'sscc'} ${number}`);
    expect(numbers.filter((number, index) => numbers.indexOf(number) < index)).toEqual([
      '09526001900015 A26-33817',
    ]);
  });

  it('unpack a logistic unit at its receiver in at least three chains', () => {
    const chains = FILIERES.filter(({ demo }) =>
      demo.acts.some(
        (act) =>
          act.kind === 'unpacking' && demo.items.find(({ key }) => key === act.unit)?.producer !== act.by,
      ),
    );
    expect(chains.length).toBeGreaterThanOrEqual(3);
  });
});

describe.each(FILIERES.map((filiere) => [filiere.slug, filiere] as const))('%s', (_slug, filiere) => {
  const { demo } = filiere;
  const organisations = new Set(demo.organisations.map(({ key }) => key));

  it('says everything in French and in English', () => {
    const texts = textsOf(filiere, filiere.slug);
    expect(texts.length).toBeGreaterThan(60);
    expect(
      texts.filter(([, { fr, en }]) => fr.trim() !== fr || en.trim() !== en || fr === '' || en === ''),
    ).toEqual([]);
    expect(texts.filter(([, { fr, en }]) => fr === en && !SAME_IN_BOTH.includes(fr))).toEqual([]);
    expect(texts.filter(([, { fr, en }]) => fr.includes("'") || en.includes("'"))).toEqual([]);
  });

  it('has a vocabulary without doubles, made of words of the standards', () => {
    expect(unique(filiere.keyDataElements.map(({ key }) => key))).toBe(true);
    expect(unique(filiere.granularities.map(({ code }) => code))).toBe(true);
    const pallet = filiere.granularities.find(({ code }) => code === 'SSCC');
    if (pallet) expect([pallet.example.length, hasGs1CheckDigit(pallet.example)]).toEqual([18, true]);
    expect(unique(filiere.identifiers.map(({ code }) => code))).toBe(true);
    expect(unique(filiere.certificateTypes.map(({ code }) => code))).toBe(true);
    expect(filiere.steps.filter(({ bizStep }) => !BIZ_STEPS.includes(bizStep))).toEqual([]);
    expect(unique(filiere.steps.map(({ bizStep }) => bizStep))).toBe(true);
    expect(filiere.units.filter(({ code }) => !UNITS.some((unit) => unit.code === code))).toEqual([]);
    expect(filiere.tiers.map(({ rank }) => rank)).toEqual(filiere.tiers.map((_, index) => index));
    expect(filiere.labelledOn).toMatch(/^2018-\d\d-\d\d$/);
  });

  it('asks for key data in a form that can be checked', () => {
    const granularities = filiere.granularities.map(({ code }) => code);
    for (const element of filiere.keyDataElements) {
      expect(element.key).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect((element.granularities ?? []).filter((code) => !granularities.includes(code))).toEqual([]);
      expect(element.type === 'choice').toBe((element.choices ?? []).length > 1);
      if (element.pattern) expect(() => new RegExp(element.pattern!, 'u')).not.toThrow();
      if (element.pattern) expect(element.help).toBeDefined();
    }
    expect(filiere.keyDataElements.some(({ required }) => required)).toBe(true);
  });

  it('shows invented companies with valid numbers, on three tiers or more', () => {
    expect(demo.organisations.length).toBeGreaterThanOrEqual(6);
    expect(organisations.size).toBe(demo.organisations.length);
    expect(new Set(demo.organisations.map(({ tier }) => tier)).size).toBeGreaterThanOrEqual(3);
    for (const { siren, siret, vat, gln, tier, people, size } of demo.organisations) {
      expect(siren).toMatch(/^0000\d{5}$/);
      expect(siret).toMatch(/^\d{14}$/);
      expect([hasLuhn(siren), hasLuhn(siret), siret.startsWith(siren)]).toEqual([true, true, true]);
      expect(vat).toBe(`FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`);
      expect([gln.length, gln.startsWith('952'), hasGs1CheckDigit(gln)]).toEqual([13, true, true]);
      expect(filiere.tiers.map(({ rank }) => rank)).toContain(tier);
      expect(people.some(({ role }) => role === 'owner')).toBe(true);
      expect(people.length).toBeLessThanOrEqual(size === 'TPE' ? 2 : 4);
    }
  });

  it('shows items with valid numbers, units and key data', () => {
    expect(demo.items.length).toBeGreaterThanOrEqual(8);
    expect(unique(demo.items.map(({ key }) => key))).toBe(true);
    expect(unique(demo.items.map(({ gtin, producer, number }) => `${gtin ?? producer} ${number}`))).toBe(
      true,
    );
    for (const item of demo.items) {
      if (item.gtin)
        expect([item.gtin.length, item.gtin.startsWith('0952'), hasGs1CheckDigit(item.gtin)]).toEqual([
          14,
          true,
          true,
        ]);
      if (item.granularity === 'SSCC')
        expect([item.number.length, hasGs1CheckDigit(item.number)]).toEqual([18, true]);
      if (item.granularity === 'SERIAL' || item.granularity === 'SSCC') expect(item.quantity).toBe(1);
      expect(item.number.length).toBeLessThanOrEqual(30);
      expect(organisations).toContain(item.producer);
      expect(filiere.granularities.map(({ code }) => code)).toContain(item.granularity);
      expect(filiere.units.map(({ code }) => code)).toContain(item.unit);
      expect(checkKeyData(filiere, item.granularity, item.keyData)).toEqual([]);
    }
  });

  it('shows certificates of its own types, with validity where they expire', () => {
    const certificates = demo.items.flatMap((item) => item.certificates);
    expect(certificates.length).toBeGreaterThanOrEqual(5);
    for (const { type, validFromDay, validToDay, number, issuer } of certificates) {
      const known = filiere.certificateTypes.find(({ code }) => code === type);
      expect([type, known?.expires]).toEqual([type, validToDay !== undefined]);
      if (validToDay !== undefined) expect(validToDay).toBeGreaterThan(validFromDay);
      expect([number, issuer]).not.toContain('');
    }
  });

  it('tells a story that can have happened', () => {
    expect(new ChainPlay(filiere).faults).toEqual([]);
    const last = Math.max(...demo.acts.map(({ day }) => day));
    expect(last).toBeGreaterThanOrEqual(20);
    expect(last).toBeLessThanOrEqual(120);
    for (const act of demo.acts) {
      expect([act.by, ...(act.sharedWith ?? [])].filter((key) => !organisations.has(key))).toEqual([]);
      expect(act.hour >= 0 && act.hour <= 23 && act.day >= 0).toBe(true);
      if (act.kind === 'inspection') expect(DISPOSITIONS).toContain(act.disposition);
      if (act.sharedWith) expect(act.sharedWith.length > 0 && unique(act.sharedWith)).toBe(true);
    }
    const advices = demo.acts.flatMap((act) => (act.kind === 'shipment' ? [act.despatchAdvice] : []));
    expect(unique(advices)).toBe(true);
    const declared = new Set(demo.acts.map(({ by }) => by));
    expect([...organisations].filter((key) => !declared.has(key))).toEqual([]);
  });

  it('never makes more mass out of less', () => {
    const grams: Record<string, number> = { GRM: 1, KGM: 1e3, TNE: 1e6 };
    const mass = (lines: { item: string; quantity: number }[]): number =>
      lines.reduce((sum, line) => {
        const { unit } = demo.items.find(({ key }) => key === line.item)!;
        return sum + line.quantity * (grams[unit] ?? NaN);
      }, 0);
    for (const act of demo.acts) {
      if (act.kind !== 'transformation') continue;
      const [used, got] = [mass(act.inputs), mass(act.outputs)];
      if (!Number.isNaN(used) && !Number.isNaN(got)) expect(got).toBeLessThanOrEqual(used + 1e-6);
    }
  });

  it('names a supplier, a prime contractor and a steward whom one can become', () => {
    for (const key of [demo.supplier, demo.primeContractor]) {
      const organisation = demo.organisations.find((candidate) => candidate.key === key);
      expect(organisation?.people.some(({ role }) => role === 'owner')).toBe(true);
    }
    const tier = (key: string): number => demo.organisations.find((candidate) => candidate.key === key)!.tier;
    expect(tier(demo.supplier)).toBeGreaterThan(tier(demo.primeContractor));
    expect(demo.steward.firstName).not.toBe('');
  });

  it('lets the prime contractor see its chain up to raw material, but for one to three acts', () => {
    const chain = upstreamOf(filiere, demo.primeContractor);
    const hidden = chain.filter((act) => !sees(demo.primeContractor, act));
    expect(hidden.length).toBeGreaterThanOrEqual(1);
    expect(hidden.length).toBeLessThanOrEqual(3);
    expect(
      chain.some(
        (act) => act.kind === 'lot' && act.by !== demo.primeContractor && sees(demo.primeContractor, act),
      ),
    ).toBe(true);
  });

  it('lets the supplier see its own steps and what its neighbours sent it, and not the whole chain', () => {
    const received = demo.acts.filter((act) => act.kind === 'receipt' && act.by === demo.supplier);
    for (const act of received) {
      for (const item of itemsOf(act)) {
        const origin = demo.acts.find(
          (made) =>
            (made.kind === 'lot' && made.item === item) ||
            (made.kind === 'transformation' && made.outputs.some((output) => output.item === item)) ||
            (made.kind === 'packing' && made.unit === item),
        );
        expect(origin && sees(demo.supplier, origin)).toBe(true);
      }
    }
    expect(received.length).toBeGreaterThan(0);
    expect(demo.acts.some((act) => !sees(demo.supplier, act))).toBe(true);
  });
});
