import { Text } from '@maillon/kernel';
import { Granularity } from './filiere.js';

export interface DemoPerson {
  firstName: string;
  lastName: string;
  role: 'owner' | 'contributor' | 'reader';
}

/** An invented company: SIREN 0000..., GS1 prefix 952, so that none can be a real one. */
export interface DemoOrganisation {
  key: string;
  name: string;
  siren: string;
  siret: string;
  vat: string;
  gln: string;
  city: string;
  department: string;
  naf: string;
  size: 'TPE' | 'PME' | 'ETI' | 'GE';
  tier: number;
  activity: Text;
  /** At least one owner. */
  people: DemoPerson[];
}

export interface DemoCertificate {
  /** Code of one of the filière's certificate types. */
  type: string;
  number: string;
  issuer: string;
  /** Days from day 0 of the story; may be negative. */
  validFromDay: number;
  validToDay?: number;
}

export interface DemoItem {
  key: string;
  name: Text;
  /** Key of the organisation that makes it. */
  producer: string;
  /** GTIN-14; absent: the thing is known by its producer's own number. */
  gtin?: string;
  granularity: Granularity;
  /** Lot, serial, heat, SSCC... */
  number: string;
  quantity: number;
  /** UN/ECE Recommendation 20 code. */
  unit: string;
  keyData: Record<string, string | number | boolean>;
  certificates: DemoCertificate[];
}

export interface DemoQuantity {
  /** Key of an item. */
  item: string;
  /** In the item's own unit. */
  quantity: number;
}

interface DemoActBase {
  /** Organisation that declares. */
  by: string;
  /** Day 0 is the start of the story; the last act is on the highest day. */
  day: number;
  /** Hour of the day in Paris, 0 to 23. */
  hour: number;
  /** Organisations that the declarer lets see this act though they are neither sender nor receiver. */
  sharedWith?: string[];
}

/** One thing declared in the story. */
export type DemoAct = DemoActBase &
  (
    | { kind: 'lot'; item: string }
    | { kind: 'transformation'; inputs: DemoQuantity[]; outputs: DemoQuantity[] }
    | { kind: 'packing'; /** Key of the SSCC's item. */ unit: string; contents: DemoQuantity[] }
    | {
        kind: 'unpacking';
        unit: string;
        /** Absent: everything that was packed. */ contents?: DemoQuantity[];
      }
    | { kind: 'inspection'; item: string; /** CBV disposition, bare word. */ disposition: string }
    | { kind: 'shipment'; to: string; items: DemoQuantity[]; despatchAdvice: string; order?: string }
    | { kind: 'receipt'; from: string; items: DemoQuantity[]; despatchAdvice: string }
  );

/** A whole chain, from raw material to the prime contractor, that a fresh installation plays. */
export interface DemoChain {
  /** What the chain is, and which question it answers. */
  story: Text;
  organisations: DemoOrganisation[];
  items: DemoItem[];
  /** In the order of time. */
  acts: DemoAct[];
  /** Key of the organisation that the one-click supplier demonstration opens. */
  supplier: string;
  /** Key of the organisation that the one-click prime contractor demonstration opens. */
  primeContractor: string;
  steward: { firstName: string; lastName: string };
  auditor?: { firstName: string; lastName: string };
}
