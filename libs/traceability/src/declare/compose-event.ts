import { describeIdentifier } from '@maillon/epcis';
import { Certificate } from '../capture/capture.types.js';

/** What a form or a spreadsheet row says, whatever door it came by. Instants carry their offset; quantities their unit. */
export interface NamedQuantity {
  /** Canonical URI of the item. */
  readonly uri: string;
  readonly quantity?: number;
  readonly unit?: string;
}

export interface MadeItem extends NamedQuantity {
  readonly granularity?: string;
  readonly name?: string;
  readonly keyData?: Readonly<Record<string, unknown>>;
  readonly certificates?: readonly Certificate[];
}

interface Common {
  readonly at: string;
  readonly place?: string;
  readonly sharedWith?: readonly string[];
}

export type Declaration =
  | (Common & { readonly kind: 'lot'; readonly item: MadeItem })
  | (Common & {
      readonly kind: 'transformation';
      readonly inputs: readonly NamedQuantity[];
      readonly outputs: readonly MadeItem[];
    })
  | (Common & {
      readonly kind: 'packing' | 'unpacking';
      readonly parent: string;
      readonly contents: readonly NamedQuantity[];
      readonly made?: MadeItem;
    })
  | (Common & {
      readonly kind: 'inspection';
      readonly items: readonly NamedQuantity[];
      readonly disposition: string;
    })
  | (Common & Movement & { readonly kind: 'shipment' })
  | (Common & Movement & { readonly kind: 'receipt'; readonly disposition?: string });

export interface Movement {
  readonly items: readonly NamedQuantity[];
  /** Party URIs: who ships, who receives. */
  readonly from: string;
  readonly to: string;
  readonly despatchAdvice?: string;
  readonly order?: string;
}

const OFFSET = /(Z|[+-]\d{2}:\d{2})$/;

/** The EPCIS 2.0 event that says the same thing (CBV 2.0 steps; see docs/adr/0005-capture-idempotency.md). */
export function composeEvent(declaration: Declaration): Record<string, unknown> {
  const offset = OFFSET.exec(declaration.at)?.[1] ?? '+00:00';
  return {
    ...whatHappened(declaration),
    eventTime: declaration.at,
    eventTimeZoneOffset: offset === 'Z' ? '+00:00' : offset,
    ...(declaration.place && { readPoint: { id: declaration.place } }),
  };
}

function whatHappened(declaration: Declaration): Record<string, unknown> {
  switch (declaration.kind) {
    case 'lot':
      return {
        type: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        ...objects([declaration.item]),
      };
    case 'transformation':
      return {
        type: 'TransformationEvent',
        bizStep: 'commissioning',
        disposition: 'active',
        ...sides(declaration.inputs, declaration.outputs),
      };
    case 'packing':
      return {
        type: 'AggregationEvent',
        action: 'ADD',
        bizStep: 'packing',
        parentID: declaration.parent,
        ...children(declaration.contents),
      };
    case 'unpacking':
      return {
        type: 'AggregationEvent',
        action: 'DELETE',
        bizStep: 'unpacking',
        parentID: declaration.parent,
        ...children(declaration.contents),
      };
    case 'inspection':
      return {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'inspecting',
        disposition: declaration.disposition,
        ...objects(declaration.items),
      };
    case 'shipment':
      return {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'shipping',
        disposition: 'in_transit',
        ...objects(declaration.items),
        ...movement(declaration),
      };
    case 'receipt':
      return {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'receiving',
        disposition: declaration.disposition ?? 'in_progress',
        ...objects(declaration.items),
        ...movement(declaration),
      };
  }
}

/** Serial numbers and logistic units are listed one by one; lots and articles by quantity (EPCIS 2.0, 7.3.3.3). */
function isClass({ uri, quantity }: NamedQuantity): boolean {
  const { scheme, level } = describeIdentifier(uri);
  if (level === 'instance' || level === 'logistic_unit') return false;
  return scheme !== 'private' || quantity !== undefined;
}

const quantities = (items: readonly NamedQuantity[]) =>
  items.filter(isClass).map(({ uri, quantity, unit }) => ({
    epcClass: uri,
    ...(quantity !== undefined && { quantity }),
    ...(unit && unit !== 'H87' && { uom: unit }),
  }));

const instances = (items: readonly NamedQuantity[]) =>
  items.filter((item) => !isClass(item)).map(({ uri }) => uri);

function objects(items: readonly NamedQuantity[]) {
  return lists(items, 'epcList', 'quantityList');
}

function children(items: readonly NamedQuantity[]) {
  return lists(items, 'childEPCs', 'childQuantityList');
}

function sides(inputs: readonly NamedQuantity[], outputs: readonly NamedQuantity[]) {
  return {
    ...lists(inputs, 'inputEPCList', 'inputQuantityList'),
    ...lists(outputs, 'outputEPCList', 'outputQuantityList'),
  };
}

function lists(items: readonly NamedQuantity[], epcs: string, classes: string) {
  const [named, counted] = [instances(items), quantities(items)];
  return { ...(named.length && { [epcs]: named }), ...(counted.length && { [classes]: counted }) };
}

/** Despatch advice and order numbers as URIs of whoever gives them: the shipper, the buyer. */
function movement({ from, to, despatchAdvice, order }: Movement) {
  const transactions = [
    ...(despatchAdvice ? [{ type: 'desadv', bizTransaction: documentUri(from, despatchAdvice) }] : []),
    ...(order ? [{ type: 'po', bizTransaction: documentUri(to, order) }] : []),
  ];
  return {
    ...(transactions.length && { bizTransactionList: transactions }),
    sourceList: [{ type: 'owning_party', source: from }],
    destinationList: [{ type: 'owning_party', destination: to }],
  };
}

const documentUri = (issuer: string, number: string): string =>
  `urn:maillon:document:${encodeURIComponent(issuer.slice(issuer.lastIndexOf(':') + 1))}:${encodeURIComponent(number.trim())}`;
