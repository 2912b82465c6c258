import type { DiscrepancyKind } from '../kinds.js';
import type { Rules } from '../rules/rules.js';

/** How a company tells the platform what it does. */
export type Style = 'document' | 'event';

export interface Firm {
  readonly id: string;
  readonly name: string;
  /** `mixed`: now this way, now that. */
  readonly style: Style | 'mixed';
  /** Declares what it makes, so that what it ships from nowhere is a gap. */
  readonly registers: boolean;
}

export interface Product {
  /** The number under which lines and rules know it: GTIN, or the seller's reference. */
  readonly number: string;
  readonly gtin?: string;
  /** Whose reference it is, where it has no GTIN. */
  readonly seller?: Firm;
  readonly unit: string;
  /** One of `unit` is `factor` of `to`. */
  readonly also?: { readonly to: string; readonly factor: number };
}

export type Granularity = 'lot' | 'serial' | 'package' | 'goods';

/** What is followed: an item with its URI, or goods that are told from others by their order or despatch alone. */
export interface Thing {
  readonly id: string;
  readonly kind: Granularity;
  readonly product: Product;
  readonly uri?: string;
  /** Lot, serial number or SSCC. */
  readonly mark?: string;
}

/** So much of a thing; no quantity: the whole of it. */
export interface Portion {
  readonly thing: Thing;
  quantity?: number;
  unit?: string;
}

export interface ShipLine extends Portion {
  readonly no: number;
  /** The package that it travels in, where the thing is not the package itself. */
  readonly inside?: Thing;
  readonly order?: string;
}

export interface Shipment {
  readonly style: Style;
  readonly from: Firm;
  readonly to: Firm;
  readonly number: string;
  /** Milliseconds, as every instant of a plan. */
  at: number;
  /** A day. */
  readonly eta?: string;
  readonly order?: string;
  lines: ShipLine[];
}

/**
 * By what a receipt line says what it received: `package` names only that, `both` a lot where only its package was shipped,
 * `detail` a lot where a line without lot was.
 */
export type Naming = 'item' | 'line' | 'goods' | 'package' | 'both' | 'detail';

export interface GotLine {
  readonly no: number;
  naming: Naming;
  /** What it prints; by `line` its product alone. */
  readonly thing: Thing;
  readonly ofLine?: number;
  readonly inside?: Thing;
  readonly order?: string;
  quantity?: number;
  unit?: string;
  rejected?: number;
  short?: number;
}

export interface Receipt {
  readonly style: Style;
  readonly from: Firm;
  readonly by: Firm;
  readonly number: string;
  at: number;
  readonly despatch?: Shipment;
  lines: GotLine[];
}

export interface Making extends Portion {
  readonly firm: Firm;
  at: number;
  readonly isPrivate: boolean;
}

/** A transformation; several with one `process` are one. Without outputs the inputs were used up. */
export interface Change {
  /** Its own name, from which its event's id is made. */
  readonly key: string;
  readonly firm: Firm;
  readonly at: number;
  readonly inputs: Portion[];
  readonly outputs: Portion[];
  readonly process?: string;
}

export interface Removal {
  readonly firm: Firm;
  readonly at: number;
  readonly portions: Portion[];
}

export interface Unpacking {
  readonly firm: Firm;
  readonly at: number;
  readonly parent: Thing;
  readonly children: Portion[];
}

export interface Order {
  readonly buyer: Firm;
  readonly seller: Firm;
  readonly number: string;
  readonly lines: { readonly product: Product; readonly quantity: number }[];
}

/** All that really happened in a world, and so all that honest companies declare. */
export interface Plan {
  readonly shipments: Shipment[];
  readonly receipts: Receipt[];
  readonly makings: Making[];
  readonly changes: Change[];
  readonly scraps: Removal[];
  readonly unpackings: Unpacking[];
  readonly orders: Order[];
}

/** Parts of a flow that only one injector may touch; `quantity` says that of `pair` it was the quantity. */
export type Spoilt = 'pair' | 'quantity' | 'drawn' | 'date' | 'own' | 'late' | 'twice' | 'custody';

/** A thing that went from one company to another: what an injector spoils. */
export interface Flow {
  readonly from: Firm;
  readonly to: Firm;
  readonly thing: Thing;
  /** What was sent and is due; `later` is under way and nobody waits for it yet. */
  sent: { readonly shipment: Shipment; readonly line: ShipLine }[];
  readonly later: { readonly shipment: Shipment; readonly line: ShipLine }[];
  got: { readonly receipt: Receipt; readonly line: GotLine }[];
  /** The shipper's record of its origin. */
  making?: Making;
  /** What the receiver took out of it again, in the unit shipped. */
  drawn: number;
  /** What was spoilt already: between the two companies, and in the books of either. */
  readonly spoilt: Set<Spoilt>;
}

/** Flows that share documents. */
export interface Story {
  readonly flows: Flow[];
  readonly changes: Change[];
  readonly spoilt: Set<'all' | 'date'>;
}

/** What must be found, and nothing else. */
export interface Expected {
  readonly kind: DiscrepancyKind;
  readonly declarantId: string;
  readonly partnerId: string | null;
  readonly thingId: string;
  readonly otherThingId: string | null;
  /** Signed figure in `unit`; absent where the contract names none. */
  readonly difference?: number;
  readonly unit?: string;
  /** The injector's name, for people who read a failure. */
  readonly cause: string;
}

/** What one company asks of another. */
export interface RelationRules {
  readonly setterId: string;
  readonly partnerId: string;
  readonly rules: Partial<Rules>;
}
