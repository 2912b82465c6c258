import { WrittenSyntax } from '@maillon/formats';

/** How lots are written, and serial numbers: read in every way, written in the partner's. */
export type LotStyle = 'RFF+BT' | 'GIN+BX' | 'GIR+3' | 'PIA+NB' | 'PCI+36E';
export type SerialStyle = 'RFF+SE' | 'GIN+BN' | 'GIR+1' | 'PIA+SN';

/** How messages to and from one partner are written. Data, kept with the relation. */
export interface EdiProfile {
  readonly name: string;
  readonly version: 'D96A' | 'D01B';
  /** Association assigned code of UNH (0057), `EAN008`; an empty string for none. */
  readonly association: Readonly<Partial<Record<string, string>>>;
  readonly syntax: WrittenSyntax;
  readonly una: boolean;
  readonly lineBreaks: boolean;
  readonly lot: LotStyle;
  readonly serial: SerialStyle;
  /** Order in which identifiers are preferred for parties. */
  readonly parties: readonly ('gln' | 'duns' | 'siret' | 'siren' | 'vat' | 'odette' | 'assigned_by_buyer')[];
  /** Party qualifier (3035) of the seller. */
  readonly sellerQualifier: 'SU' | 'SE';
  /** Party qualifier (3035) of the place that goods are delivered to. */
  readonly deliveryQualifier: 'DP' | 'ST' | 'CN';
  readonly packaging: {
    /** 7075 of the CPS that holds the lines of a package. */
    readonly level: string;
    /** 4233 of PCI before its label number. */
    readonly marking: string;
    /** 7405 of GIN for its label number. */
    readonly label: 'BJ' | 'AW' | 'ML';
  };
  /** Reference qualifier (1153) of the certificate that goes with a lot. */
  readonly certificateQualifier: string;
  /** IANA zone of times written without one. */
  readonly timeZone: string;
}

const DEFAULT: EdiProfile = {
  name: 'default',
  version: 'D96A',
  association: {},
  syntax: 'UNOC',
  una: true,
  lineBreaks: false,
  lot: 'RFF+BT',
  serial: 'RFF+SE',
  parties: ['gln', 'siret', 'duns', 'odette', 'vat', 'siren', 'assigned_by_buyer'],
  sellerQualifier: 'SU',
  deliveryQualifier: 'DP',
  packaging: { level: '1', marking: '33E', label: 'BJ' },
  certificateQualifier: 'ZZZ',
  timeZone: 'Europe/Paris',
};

/** Odette and GALIA (AVIEXP on DESADV D96A): labels as GIN+ML, related numbers in GIR, numbers given by the buyer. */
const GALIA: EdiProfile = {
  ...DEFAULT,
  name: 'galia',
  association: { DESADV: 'A01051', DELFOR: 'A01051', DELJIT: 'A01051' },
  lot: 'GIR+3',
  serial: 'GIR+1',
  parties: ['odette', 'assigned_by_buyer', 'duns', 'siret', 'gln', 'vat', 'siren'],
  sellerQualifier: 'SE',
  deliveryQualifier: 'CN',
  packaging: { level: '1', marking: '17', label: 'ML' },
};

/** GS1 EANCOM 2002 (D01B): GLN first, SSCC as GIN+BJ, lots in PCI+36E with GIN+BX. */
const GS1: EdiProfile = {
  ...DEFAULT,
  name: 'gs1',
  version: 'D01B',
  association: { ORDERS: 'EAN010', ORDRSP: 'EAN009', DESADV: 'EAN007', RECADV: 'EAN005', APERAK: 'EAN003' },
  lot: 'PCI+36E',
  serial: 'GIN+BN',
  parties: ['gln', 'siret', 'duns', 'vat', 'siren', 'odette', 'assigned_by_buyer'],
  packaging: { level: '3', marking: '33E', label: 'BJ' },
};

/** Profiles to begin from; a relation keeps its own copy. */
export const EDI_PROFILES: Readonly<Record<'default' | 'galia' | 'gs1', EdiProfile>> = {
  default: DEFAULT,
  galia: GALIA,
  gs1: GS1,
};
