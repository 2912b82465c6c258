/** Where a statement stands: a line of a document, or an event. */
export interface Source {
  readonly documentId?: string;
  readonly lineNumber?: number;
  readonly eventId?: string;
}

/** What one company says that it shipped to, or received from, another. Quantities are zero or more. */
export interface FlowStatement extends Source {
  readonly side: 'shipped' | 'received';
  readonly shipperId: string;
  readonly receiverId: string;
  /** Lot, serial number, package; or a product within an order or despatch. */
  readonly thingId: string;
  readonly itemId?: string;
  /** Absent: the whole of it, however much that is. */
  readonly quantity?: number;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  /** Of `quantity`, what arrived and is not kept. */
  readonly rejected: number;
  /** Announced and known not to have arrived. */
  readonly short: number;
  readonly at: Date;
  /** End of the day on which the shipper expects it to arrive. */
  readonly expectedBy?: Date;
  /** When a first receipt answered the despatch. */
  readonly answeredAt?: Date;
  /** The despatch advice that it is a line of, or that it names; with its line. */
  readonly despatchId?: string;
  readonly despatchLine?: number;
  readonly packageId?: string;
  readonly label: string;
  readonly product?: string;
  /** Number of the order or despatch. */
  readonly reference?: string;
}

/** What a company says that it did with a thing of its own. */
export interface LedgerStatement extends Source {
  readonly move: 'made' | 'unpacked' | 'used' | 'scrapped';
  readonly thingId: string;
  readonly quantity?: number;
  readonly unit: string;
  readonly at: Date;
  readonly label: string;
  /** GTIN or item number, where the thing's identifier holds it. */
  readonly product?: string;
}

/** Everything that shipper and receiver say of one thing between them. */
export interface Flow {
  readonly shipperId: string;
  readonly receiverId: string;
  readonly thingId: string;
  readonly shipped: readonly FlowStatement[];
  readonly received: readonly FlowStatement[];
}

/** Everything that a company says of one thing. */
export interface Ledger {
  readonly organisationId: string;
  readonly thingId: string;
  /** A serial number or a package: it is in one place at a time. */
  readonly isInstance: boolean;
  /** A package: it comes into being by being packed, and has no origin of its own. */
  readonly isPackage: boolean;
  readonly own: readonly LedgerStatement[];
  /** What it shipped. */
  readonly outgoing: readonly FlowStatement[];
  /** What it received. */
  readonly incoming: readonly FlowStatement[];
  /** Whether others shipped it, or a package that holds it, to this company, received or not. */
  readonly wasSent: boolean;
  /** Whether the company declares what it makes: only then is a thing without origin a gap. */
  readonly keepsRegister: boolean;
}
