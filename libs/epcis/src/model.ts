import { Finding } from '@maillon/kernel';

/** The five event types of EPCIS 2.0 (section 7.4); any other type is an extension and must be a URI or prefix:name. */
export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;
export type StandardEventType = (typeof EVENT_TYPES)[number];

export type Action = 'ADD' | 'OBSERVE' | 'DELETE';

/** Extension members: `prefix:name` or a full URI. */
export type Extensions = Readonly<Record<`${string}:${string}`, unknown>>;

export interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number;
  /** UN/ECE Recommendation 20 code, e.g. KGM; absent: a count. */
  readonly uom?: string;
}

export interface BizTransaction {
  readonly type?: string;
  readonly bizTransaction: string;
}

export interface Source {
  readonly type: string;
  readonly source: string;
}

export interface Destination {
  readonly type: string;
  readonly destination: string;
}

export type Place = { readonly id: string } & Extensions;

export interface PersistentDisposition {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

export type SensorMetadata = {
  readonly time?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
} & Extensions;

export type SensorReport = {
  readonly type: string;
  readonly exception?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
  readonly time?: string;
  readonly microorganism?: string;
  readonly chemicalSubstance?: string;
  readonly coordinateReferenceSystem?: string;
  readonly value?: number;
  readonly component?: string;
  readonly stringValue?: string;
  readonly booleanValue?: boolean;
  readonly hexBinaryValue?: string;
  readonly uriValue?: string;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly meanValue?: number;
  readonly sDev?: number;
  readonly percRank?: number;
  readonly percValue?: number;
  readonly uom?: string;
} & Extensions;

export type SensorElement = {
  readonly sensorMetadata?: SensorMetadata;
  readonly sensorReport: readonly SensorReport[];
} & Extensions;

export type ErrorDeclaration = {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
} & Extensions;

/** Members that every event has (EPCIS 2.0 section 7.4.1). */
interface EventBase {
  readonly '@context'?: unknown;
  readonly eventID?: string;
  /** RFC 3339 with an offset. */
  readonly eventTime: string;
  /** `+hh:mm` or `-hh:mm` in force where the event happened. */
  readonly eventTimeZoneOffset: string;
  readonly recordTime?: string;
  readonly certificationInfo?: string | readonly string[];
  readonly errorDeclaration?: ErrorDeclaration;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: PersistentDisposition;
  readonly readPoint?: Place;
  readonly bizLocation?: Place;
  readonly bizTransactionList?: readonly BizTransaction[];
  readonly sourceList?: readonly Source[];
  readonly destinationList?: readonly Destination[];
  readonly sensorElementList?: readonly SensorElement[];
}

export type ObjectEvent = EventBase & {
  readonly type: 'ObjectEvent';
  readonly action: Action;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly QuantityElement[];
  /** Instance or lot master data, only with action ADD. */
  readonly ilmd?: Extensions;
} & Extensions;

interface ParentAndChildren {
  readonly action: Action;
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly QuantityElement[];
}

export type AggregationEvent = EventBase &
  ParentAndChildren & { readonly type: 'AggregationEvent' } & Extensions;

export type AssociationEvent = EventBase &
  ParentAndChildren & { readonly type: 'AssociationEvent'; readonly parentID: string } & Extensions;

export type TransactionEvent = EventBase & {
  readonly type: 'TransactionEvent';
  readonly action: Action;
  readonly bizTransactionList: readonly BizTransaction[];
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly QuantityElement[];
} & Extensions;

export type TransformationEvent = EventBase & {
  readonly type: 'TransformationEvent';
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly QuantityElement[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly QuantityElement[];
  readonly transformationID?: string;
  readonly ilmd?: Extensions;
} & Extensions;

export type EpcisEvent =
  ObjectEvent | AggregationEvent | AssociationEvent | TransactionEvent | TransformationEvent;

export interface VocabularyElement {
  readonly id: string;
  readonly attributes?: readonly { readonly id: string; readonly attribute?: unknown }[];
  readonly children?: readonly string[];
}

export interface Vocabulary {
  readonly type: string;
  readonly vocabularyElementList?: readonly VocabularyElement[];
}

export interface EpcisDocument {
  readonly '@context': unknown;
  readonly id?: string;
  readonly type: 'EPCISDocument';
  readonly schemaVersion: string;
  readonly creationDate: string;
  readonly instanceIdentifier?: string;
  readonly sender?: string;
  readonly receiver?: string;
  readonly epcisHeader?: { readonly epcisMasterData?: { readonly vocabularyList?: readonly Vocabulary[] } };
  readonly epcisBody: { readonly eventList: readonly EpcisEvent[] };
}

export interface EpcisQueryDocument {
  readonly '@context': unknown;
  readonly id?: string;
  readonly type: 'EPCISQueryDocument';
  readonly schemaVersion?: string;
  readonly creationDate?: string;
  readonly epcisBody: {
    readonly queryResults: {
      readonly queryName: string;
      readonly subscriptionID?: string;
      readonly resultsBody: { readonly eventList: readonly EpcisEvent[] };
    };
  };
}

export type ItemRole = 'epc' | 'parent' | 'child' | 'input' | 'output';

/** One thing an event speaks of. */
export interface EventItem {
  /** Canonical id: GS1 Digital Link `https://id.gs1.org/...`, or the private URI unchanged. */
  readonly uri: string;
  readonly role: ItemRole;
  readonly quantity?: number;
  /** UN/ECE Recommendation 20 code. */
  readonly uom?: string;
}

export interface EventParty {
  readonly kind: 'source' | 'destination';
  /** owning_party, possessing_party, location, or a URI. */
  readonly type: string;
  /** Canonical id. */
  readonly uri: string;
}

/** One declared event in the form the platform stores, compares and walks. */
export interface CanonicalEvent {
  readonly type: StandardEventType | (string & {});
  readonly eventId?: string;
  /** UTC, ISO 8601 with milliseconds and Z. */
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly action?: Action;
  /** Bare CBV word, or a URI with its prefix spelt out. */
  readonly bizStep?: string;
  /** Bare CBV word, or a URI with its prefix spelt out. */
  readonly disposition?: string;
  readonly readPoint?: string;
  readonly bizLocation?: string;
  readonly transformationId?: string;
  readonly items: readonly EventItem[];
  readonly parties: readonly EventParty[];
  readonly transactions: readonly { readonly type?: string; readonly uri: string }[];
  readonly certifications: readonly string[];
  readonly ilmd?: Readonly<Record<string, unknown>>;
  readonly errorDeclaration?: {
    readonly declarationTime: string;
    readonly reason?: string;
    readonly correctiveEventIds: readonly string[];
  };
  /**
   * SHA-256 in hex over the content alone: recordTime, eventID, errorDeclaration, order of members and of lists,
   * spelling of identifiers (URN or Digital Link), of CBV words, of prefixes and of instants do not count.
   */
  readonly fingerprint: string;
  /** The event as received. */
  readonly original: Readonly<Record<string, unknown>>;
  /** What its document's `@context` adds to GS1's and the event needs: see standaloneEvent. Absent when it needs nothing. */
  readonly context?: readonly (string | Readonly<Record<string, string>>)[] | undefined;
}

/** The kinds of master data that the standard names (CBV 2.0 section 9), from `urn:epcglobal:epcis:vtype:<kind>`. */
export const MASTER_DATA_KINDS = [
  'BusinessLocation',
  'ReadPoint',
  'EPCClass',
  'EPCInstance',
  'Location',
  'SourceDest',
  'Party',
  'BusinessTransaction',
  'BusinessStep',
  'BusinessTransactionType',
  'Disposition',
  'MicroorganismID',
  'ChemicalSubstanceID',
  'Resource',
] as const;
export type MasterDataKind = (typeof MASTER_DATA_KINDS)[number];

/** How much master data is kept: elements of one document, and of an element its texts in bytes, its attributes as JSON. */
export const MASTER_DATA_BOUNDS = {
  elements: 10_000,
  typeBytes: 400,
  idBytes: 2000,
  attributeBytes: 64 * 1024,
  children: 5000,
} as const;

/** One element of the master data that a document's header carries. */
export interface MasterDataElement {
  /** Vocabulary type, e.g. `urn:epcglobal:epcis:vtype:Location`. */
  readonly type: string;
  /** The standard's kind of that type; absent for a vocabulary of one's own. */
  readonly kind?: MasterDataKind;
  /** Canonical id. */
  readonly id: string;
  /** By id, as written; a list where one id is given several times. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Canonical ids of what lies in it, of which WD_ queries make use. */
  readonly children: readonly string[];
}

/** What reading one event gives: `event` is present unless a finding is an error. */
export interface ReadEvent {
  readonly event?: CanonicalEvent;
  readonly findings: Finding[];
}

/** What reading a document gives: `events[i]` is undefined where event i was refused. */
export interface ReadDocument {
  readonly kind: 'EPCISDocument' | 'EPCISQueryDocument' | 'event';
  readonly events: (CanonicalEvent | undefined)[];
  readonly findings: Finding[];
  readonly masterData: MasterDataElement[];
  /** Which query an EPCISQueryDocument answers. */
  readonly query?: { readonly name: string; readonly subscriptionId?: string };
}
