import { createHash } from 'node:crypto';
import { checkDigit, itemId, lotUri, privateItemUri, serialUri, ssccUri } from '@maillon/epcis';
import { convertQuantity } from '@maillon/filieres';
import { derivedId } from '@maillon/kernel';
import type { Rules } from '../rules/rules.js';
import type {
  Change,
  Expected,
  Firm,
  Making,
  Plan,
  Portion,
  Product,
  RelationRules,
  Story,
  Style,
  Thing,
} from './plan.fixture.js';
import { Random } from './random.fixture.js';
import {
  allowance,
  DAY,
  GTIN_FAMILIES,
  HOUR,
  leastLoss,
  OWN_FAMILIES,
  relationRules,
  Windows,
  windowsOf,
} from './rules.fixture.js';

const NOON = Date.parse('2026-06-30T12:00:00Z');
const UNITS = ['KGM', 'KGM', 'KGM', 'H87', 'H87', 'MTR', 'LTR'] as const;
const ALSO: Readonly<Record<string, { to: string; factor: number }>> = {
  H87: { to: 'KGM', factor: 2.5 },
  MTR: { to: 'KGM', factor: 8 },
  LTR: { to: 'KGM', factor: 0.8 },
};

/** Six decimals are what a document keeps. */
export const six = (value: number): number => Number(value.toFixed(6));

/** The id that a document of this number has, whoever names it. */
export const documentIdOf = (issuer: Firm, type: string, number: string): string =>
  derivedId('document', issuer.id, type, number);

/** A world in the making: its companies, what they do, and what is expected to be found. */
export class Draft {
  readonly random: Random;
  readonly firms: Firm[] = [];
  readonly relations: RelationRules[] = [];
  readonly factors: Rules['factors'][number][] = [];
  readonly expected: Expected[] = [];
  readonly stories: Story[] = [];
  /** Transformations whose quantities are wrong on purpose. */
  readonly spoiltChanges = new Set<Change>();
  readonly plan: Plan = {
    shipments: [],
    receipts: [],
    makings: [],
    changes: [],
    scraps: [],
    unpackings: [],
    orders: [],
  };
  private count = 0;

  readonly now: number;

  /** `rules` are the filière's; in a world that is not spoilt all are honest. */
  constructor(
    readonly seed: number,
    readonly rules: Rules,
    readonly isSpoilt: boolean,
  ) {
    this.random = new Random(seed);
    // never on the hour: whoever writes a full hour of midnight means a day
    this.now = NOON + this.random.int(-12, 11) * HOUR + this.random.int(5, 25) * 60_000;
    const size = this.random.int(3, 6);
    for (let index = 0; index < size; index++)
      this.firms.push({
        id: derivedId('world-firm', String(seed), String(index)),
        name: `Firm ${seed}-${index}`,
        style: this.random.pick(['document', 'document', 'event', 'mixed'] as const),
        // those at the source keep a register of what they make; one in the middle only buys and sells
        registers: index < 2 || this.random.chance(0.5),
      });
    for (const setter of this.firms)
      for (const partner of this.firms)
        if (setter !== partner && this.random.chance(0.08))
          this.relations.push(relationRules(this.random, setter.id, partner.id));
    // a stock that nobody asks for: who keeps a register has made something
    for (const firm of this.firms) {
      const product = this.product(firm);
      const [at, isPrivate] = [this.now - 150 * DAY, this.random.chance(0.5)];
      if (firm.registers)
        this.plan.makings.push({
          firm,
          thing: this.thing('lot', product),
          quantity: 10,
          unit: product.unit,
          at,
          isPrivate,
        });
    }
  }

  /** A number that nothing else in any world has. */
  private serial(): string {
    return `${this.seed.toString(36)}-${(++this.count).toString(36)}`.toUpperCase();
  }

  number(prefix: string): string {
    return `${prefix}${this.serial()}`;
  }

  /** Two companies, the first nearer to the source. */
  pair(): [from: Firm, to: Firm] {
    const first = this.random.int(0, this.firms.length - 2);
    return [this.firms[first]!, this.firms[this.random.int(first + 1, this.firms.length - 1)]!];
  }

  styleOf({ style }: Firm): Style {
    return style === 'mixed' ? this.random.pick(['document', 'event'] as const) : style;
  }

  /** A product of this seller: with a GTIN, or under the seller's own reference. */
  product(seller: Firm, { withGtin = false, unit = this.random.pick<string>(UNITS) } = {}): Product {
    const also = this.random.chance(0.3) ? ALSO[unit] : undefined;
    const body = String((this.seed * 400 + ++this.count) % 1_000_000_000).padStart(9, '0');
    const digits = `${this.random.pick(GTIN_FAMILIES)}${body}`;
    const gtin = digits + checkDigit(digits);
    const hasGtin = withGtin || this.random.chance(0.6);
    const number = hasGtin ? gtin : `${this.random.pick(OWN_FAMILIES)}-${this.serial()}`;
    if (also) this.factors.push({ item: number, from: unit, ...also });
    return { number, unit, ...(hasGtin ? { gtin } : { seller }), ...(also && { also }) };
  }

  /** A new lot, serial number (the product has a GTIN) or package of a product. */
  thing(kind: 'lot' | 'serial' | 'package', product: Product): Thing {
    const mark = kind === 'package' ? this.sscc() : this.serial();
    const uri =
      kind === 'package'
        ? ssccUri(mark)
        : kind === 'serial'
          ? serialUri(product.gtin!, mark)
          : product.gtin
            ? lotUri(product.gtin, mark)
            : privateItemUri(product.seller!.id, product.number, mark);
    return { id: itemId(uri), kind, product, uri, mark };
  }

  /** Goods without lot: one thing within what they are told by, an order or a document. */
  goods(product: Product, documentId: string): Thing {
    const hex = createHash('md5').update(`${documentId}:${product.number}`).digest('hex');
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return { id: id.join('-'), kind: 'goods', product };
  }

  private sscc(): string {
    const digits = `3${String((this.seed * 400 + ++this.count) % 1e12).padStart(16, '0')}`;
    return digits + checkDigit(digits);
  }

  /** The windows between a shipper and a receiver, or of a company alone. */
  windows(from: Firm, to?: Firm): Windows {
    return windowsOf(this.rules, to ? this.between(from, to) : []);
  }

  allowance(from: Firm, to: Firm | undefined, product: Product, unit: string, whole: number): number {
    return allowance(this.rules, to ? this.between(from, to) : [], { unit, product: product.number, whole });
  }

  leastLoss(product: Product): number {
    return leastLoss(this.rules, product.number);
  }

  private between(one: Firm, other: Firm): Partial<Rules>[] {
    return this.relations
      .filter(
        ({ setterId, partnerId }) =>
          (setterId === one.id && partnerId === other.id) || (setterId === other.id && partnerId === one.id),
      )
      .map(({ rules }) => rules);
  }

  /** A quantity in another unit, by dimension or the product's own factor. Throws where a story asks for what cannot be. */
  convert(quantity: number, from: string, to: string, { unit, also }: Product): number {
    const direct = convertQuantity(quantity, from, to);
    if (direct !== undefined) return six(direct);
    if (also && from === unit) return six(convertQuantity(quantity * also.factor, also.to, to)!);
    if (also && to === unit) return six(convertQuantity(quantity, from, also.to)! / also.factor);
    throw new Error(`No way from ${from} to ${to}.`);
  }

  /** The shipper's record of what it made, some days before; none where it keeps no register. */
  making(firm: Firm, thing: Thing, portion: Omit<Portion, 'thing'>, before: number): Making | undefined {
    if (!firm.registers) return undefined;
    const { clockHours } = this.windows(firm);
    // clocks mislead: up to the last second that the rules allow
    const at = this.random.chance(0.15)
      ? before + this.random.pick([0.5, 1]) * clockHours * HOUR
      : before - this.random.int(1, 20) * DAY;
    const made: Making = {
      firm,
      thing,
      ...portion,
      at: Math.min(at, this.now - 60_000),
      isPrivate: this.random.chance(0.4),
    };
    this.plan.makings.push(made);
    return made;
  }

  expect(expected: Omit<Expected, 'otherThingId'> & { otherThingId?: string }): void {
    this.expected.push({ otherThingId: null, ...expected });
  }
}
