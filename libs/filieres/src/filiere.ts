import { Text } from '@maillon/kernel';
import { DemoChain } from './demo-chain.js';

/** What one traced thing is: a lot, a serial number, a heat of metal, a logistic unit... */
export type Granularity =
  | 'LOT'
  | 'BATCH'
  | 'SERIAL'
  | 'HEAT'
  | 'BALE'
  | 'LOG'
  | 'PARCEL'
  | 'WAFER'
  | 'REEL'
  | 'ORE_LOT'
  | 'WELD'
  | 'DELIVERY'
  | 'SSCC'
  | 'BSD'
  | 'PACKAGING'
  | 'ANIMAL_ID';

/** One piece of data that a filière asks for on the things it traces. */
export interface KeyDataElement {
  /** camelCase, stable. */
  key: string;
  label: Text;
  help?: Text;
  /** `date` is an ISO 8601 calendar date (YYYY-MM-DD). */
  type: 'text' | 'number' | 'date' | 'boolean' | 'choice';
  /** UN/ECE Rec 20 code or a plain symbol, for numbers. */
  unit?: string;
  choices?: { value: string; label: Text }[];
  /** Where it applies; absent: everywhere. */
  granularities?: Granularity[];
  required?: boolean;
  /** Regular expression that the whole text must match. */
  pattern?: string;
}

export interface Tier {
  /** 0 is the prime contractor's; the higher, the further upstream. */
  rank: number;
  label: Text;
}

export interface GranularityUse {
  code: Granularity;
  label: Text;
  example: string;
}

export interface IdentifierScheme {
  code: string;
  label: Text;
  format: Text;
}

export interface Unit {
  /** UN/ECE Recommendation 20 code. */
  code: string;
  label: Text;
  symbol: string;
}

export interface Step {
  /** Business step of GS1 CBV 2.0, bare word. */
  bizStep: string;
  label: Text;
}

export interface CertificateType {
  code: string;
  label: Text;
  expires: boolean;
}

/** One industrial filière, whole: its committee, vocabulary, and a demonstration chain. */
export interface Filiere {
  /** 1 to 16, stable; fits a smallint. */
  id: number;
  slug: string;
  name: Text;
  committee: Text;
  /** ISO date on which the committee was labelled. */
  labelledOn: string;
  tiers: Tier[];
  granularities: GranularityUse[];
  identifiers: IdentifierScheme[];
  units: Unit[];
  keyDataElements: KeyDataElement[];
  steps: Step[];
  certificateTypes: CertificateType[];
  /** What it asks of EPCIS events beyond the standard. Absent: a GS1 number with a wrong check digit is taken with a warning. */
  readingRules?: { checkDigit?: 'error' | 'warning' };
  /** The alert that the demonstration can play. */
  recallScenario: Text;
  demo: DemoChain;
}
