import { Text } from '@maillon/kernel';

export type Comparison = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE';

/** One value of an event: a time is UTC, ISO 8601 with milliseconds and Z. */
export type QueryValue = string | number | boolean;

/** What must be true of a value; several values of EQ are alternatives. */
export type ValueTest =
  { readonly compare: 'EXISTS' } | { readonly compare: Comparison; readonly values: readonly QueryValue[] };

/** The members of an event that name things (EPCIS 2.0 sections 7.4.2 to 7.4.6). */
export type ItemList =
  | 'epcList'
  | 'childEPCs'
  | 'parentID'
  | 'inputEPCList'
  | 'outputEPCList'
  | 'quantityList'
  | 'childQuantityList'
  | 'inputQuantityList'
  | 'outputQuantityList';

/**
 * What a thing must be called (EPCIS 2.0 section 8.2.7.1.1), in canonical spelling: exactly this, or by a pattern.
 * `pattern` is a regular expression made of digits and fixed text; `within` the class that all it matches belong to.
 * `declared`: what the spelling must fit under which the event was declared, letters in either case. A URN says where its
 * company prefix ends; its canonical spelling, and one declared as a Digital Link, do not.
 */
export type ItemMatch =
  | { readonly exact: string }
  | { readonly pattern: string; readonly within?: string; readonly declared?: string };

/**
 * One test of a sensor report or of the metadata beside it. All tests of a query must hold in one sensor element, those of
 * reports in one report of it. `either`: in the report, or in the metadata of its element.
 */
export interface SensorTest {
  readonly part: 'report' | 'metadata' | 'either' | 'element';
  /** Spellings of the member's name, any of which will do. */
  readonly names: readonly string[];
  /** Somewhere below the extensions of that part, not directly in it. */
  readonly inner: boolean;
  /** UN/ECE Recommendation 20 code that the report must have. */
  readonly uom?: string;
  readonly test: ValueTest;
}

export type ExtensionPlace = 'event' | 'ilmd' | 'errorDeclaration' | 'readPoint' | 'bizLocation';

/** A field whose values master data may describe: of the standard, or an extension member. */
export type AttributeField =
  | 'bizStep'
  | 'disposition'
  | 'readPoint'
  | 'bizLocation'
  | 'transformationID'
  | 'epcClass'
  | 'bizTransaction'
  | 'source'
  | 'destination'
  | 'extension';

/** One condition of a query. Values are in canonical spelling; `anyOf` are alternatives. */
export type EventCondition =
  | {
      readonly on: 'eventType' | 'action' | 'bizStep' | 'disposition';
      readonly anyOf: readonly string[];
    }
  | {
      readonly on: 'readPoint' | 'bizLocation';
      readonly anyOf: readonly string[];
      readonly withDescendants: boolean;
    }
  | {
      readonly on:
        | 'eventID'
        | 'transformationID'
        | 'errorReason'
        | 'correctiveEventID'
        | 'dispositionSet'
        | 'dispositionUnset';
      readonly anyOf: readonly string[];
    }
  | {
      readonly on: 'eventTime' | 'recordTime' | 'errorDeclarationTime';
      readonly compare: 'GE' | 'LT';
      readonly instant: string;
    }
  | { readonly on: 'errorDeclaration' }
  | { readonly on: 'items'; readonly lists: readonly ItemList[]; readonly anyOf: readonly ItemMatch[] }
  | {
      /** All tests hold of one quantity, in this unit if one is named. */
      readonly on: 'quantity';
      readonly uom?: string;
      readonly tests: readonly {
        readonly compare: Comparison;
        readonly values: readonly number[];
      }[];
    }
  | {
      readonly on: 'bizTransaction' | 'source' | 'destination';
      /** Absent: of any type. */
      readonly type?: string;
      readonly anyOf: readonly string[];
    }
  | { readonly on: 'sensor'; readonly tests: readonly SensorTest[] }
  | {
      readonly on: 'extension';
      readonly within: ExtensionPlace;
      /** Below a member of that place, not directly in it. */
      readonly inner: boolean;
      /** Spellings of the member's name with its namespace in full, any of which will do. */
      readonly names: readonly string[];
      readonly test: ValueTest;
    }
  | {
      /**
       * Master data of what a field names has one of these attributes, with one of these values if any are given; or, of an
       * extension member, its XML attributes do.
       */
      readonly on: 'attribute';
      readonly field: AttributeField;
      /** Of an extension member: spellings of its name. */
      readonly names: readonly string[];
      readonly attributes: readonly string[];
      readonly values?: readonly QueryValue[];
      /** What in master data has them, in canonical spelling: looked up before the events are. */
      readonly elements?: readonly string[];
    };

export type QueryOrder =
  | { readonly by: 'eventTime' | 'recordTime' }
  | { readonly by: 'extension'; readonly names: readonly string[] };

/** A query of events, read and checked (EPCIS 2.0 section 8.2.7.1): plain data; the conditions must all hold. */
export interface EventQuery {
  readonly conditions: readonly EventCondition[];
  readonly orderBy?: QueryOrder;
  readonly direction: 'ASC' | 'DESC';
  /** At most the first so many. */
  readonly eventCountLimit?: number;
  /** More than so many is refused (QueryTooLargeException). */
  readonly maxEventCount?: number;
}

/** Why a query is refused: which parameter, what is wrong with it, what is allowed and, where there is one, the nearest name. */
export interface QueryProblem {
  readonly parameter: string;
  /** EPCIS 2.0 section 8.2.3; `QueryValidationException`: a JSON value of the wrong kind in the body of a query. */
  readonly exception: 'QueryParameterException' | 'QueryValidationException';
  readonly message: Text;
  readonly allowed?: string;
  readonly nearest?: string;
}
