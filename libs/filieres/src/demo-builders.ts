import { DemoAct, DemoCertificate, DemoOrganisation, DemoPerson, DemoQuantity } from './demo-chain.js';

/** Hour of a story: day from 0, hour of the day in Paris. */
type When = readonly [day: number, hour: number];

/** Item key -> quantity in the item's unit. */
type Quantities = Record<string, number>;

/** An act, before it is decided who may see it. */
interface PlannedAct {
  act: DemoAct;
  discreet: boolean;
}

/** An invented company; its SIRET and VAT number follow from its SIREN (VAT key: 12 + 3 x (SIREN mod 97), mod 97). */
export function company(
  company: Omit<DemoOrganisation, 'siret' | 'vat'> & { /** Last five digits of the SIRET. */ nic: string },
): DemoOrganisation {
  const { nic, ...rest } = company;
  const key = (12 + 3 * (Number(rest.siren) % 97)) % 97;
  return { ...rest, siret: rest.siren + nic, vat: `FR${String(key).padStart(2, '0')}${rest.siren}` };
}

const person =
  (role: DemoPerson['role']) =>
  (firstName: string, lastName: string): DemoPerson => ({ firstName, lastName, role });

export const owner = person('owner');
export const contributor = person('contributor');
export const reader = person('reader');

/** A certificate's data; validity in days from day 0 of the story. */
export const certificate = (
  type: string,
  number: string,
  issuer: string,
  validFromDay: number,
  validToDay?: number,
): DemoCertificate => ({
  type,
  number,
  issuer,
  validFromDay,
  ...(validToDay === undefined ? {} : { validToDay }),
});

const list = (quantities: Quantities): DemoQuantity[] =>
  Object.entries(quantities).map(([item, quantity]) => ({ item, quantity }));

const plan = (act: DemoAct): PlannedAct[] => [{ act, discreet: false }];

/** A thing comes into being, whole quantity. */
export const made = (by: string, [day, hour]: When, item: string): PlannedAct[] =>
  plan({ kind: 'lot', by, day, hour, item });

/** Some things become others. */
export const turned = (by: string, [day, hour]: When, from: Quantities, into: Quantities): PlannedAct[] =>
  plan({ kind: 'transformation', by, day, hour, inputs: list(from), outputs: list(into) });

/** Things are put into a logistic unit. */
export const packed = (by: string, [day, hour]: When, unit: string, contents: Quantities): PlannedAct[] =>
  plan({ kind: 'packing', by, day, hour, unit, contents: list(contents) });

/** Everything is taken out of a logistic unit. */
export const unpacked = (by: string, [day, hour]: When, unit: string): PlannedAct[] =>
  plan({ kind: 'unpacking', by, day, hour, unit });

/** A thing is inspected; `disposition` is a CBV word. */
export const inspected = (
  by: string,
  [day, hour]: When,
  item: string,
  disposition = 'conformant',
): PlannedAct[] => plan({ kind: 'inspection', by, day, hour, item, disposition });

/** Goods leave one company and reach the next: the shipment and its receipt, under one despatch advice. */
export function delivered(
  [by, to]: readonly [from: string, to: string],
  [day, hour]: When,
  [arrivalDay, arrivalHour]: When,
  goods: Quantities,
  despatchAdvice: string,
  order?: string,
): PlannedAct[] {
  const items = list(goods);
  return [
    ...plan({
      kind: 'shipment',
      by,
      to,
      day,
      hour,
      items,
      despatchAdvice,
      ...(order === undefined ? {} : { order }),
    }),
    ...plan({ kind: 'receipt', by: to, from: by, day: arrivalDay, hour: arrivalHour, items, despatchAdvice }),
  ];
}

/** Acts that their declarer keeps from the companies that follow the whole chain. */
export const discreet = (acts: PlannedAct[]): PlannedAct[] =>
  acts.map(({ act }) => ({ act, discreet: true }));

/**
 * The acts of a chain in the order of time, each with the companies that may see it: whoever receives the thing from its
 * maker and, unless the act is discreet, the companies that follow the whole chain.
 */
export function chronicle(followers: readonly string[], planned: PlannedAct[][]): DemoAct[] {
  const acts = planned.flat();
  const receivers = receiversOf(acts.map(({ act }) => act));
  return acts
    .map(({ act, discreet }) => {
      const sharedWith = new Set(discreet ? [] : followers);
      for (const item of outcomes(act)) {
        for (const receiver of receivers.get(`${act.by} ${item}`) ?? []) sharedWith.add(receiver);
      }
      for (const party of parties(act)) sharedWith.delete(party);
      return sharedWith.size === 0 ? act : { ...act, sharedWith: [...sharedWith] };
    })
    .sort((a, b) => a.day - b.day || a.hour - b.hour);
}

/** "sender item" -> who receives that item from that sender, bare or inside a logistic unit. */
function receiversOf(acts: DemoAct[]): Map<string, Set<string>> {
  const contents = new Map<string, string[]>();
  for (const act of acts) {
    if (act.kind === 'packing')
      contents.set(
        act.unit,
        act.contents.map(({ item }) => item),
      );
  }
  const receivers = new Map<string, Set<string>>();
  for (const act of acts) {
    if (act.kind !== 'shipment') continue;
    for (const item of act.items.flatMap((line) => [line.item, ...(contents.get(line.item) ?? [])])) {
      const key = `${act.by} ${item}`;
      receivers.set(key, (receivers.get(key) ?? new Set()).add(act.to));
    }
  }
  return receivers;
}

/** The items that an act makes or speaks about, other than by moving them. */
function outcomes(act: DemoAct): string[] {
  switch (act.kind) {
    case 'lot':
    case 'inspection':
      return [act.item];
    case 'transformation':
      return act.outputs.map(({ item }) => item);
    case 'packing':
      return [act.unit];
    case 'unpacking':
    case 'shipment':
    case 'receipt':
      return [];
  }
}

/** The declarer and, for goods that move, the other side. */
function parties(act: DemoAct): string[] {
  if (act.kind === 'shipment') return [act.by, act.to];
  return act.kind === 'receipt' ? [act.by, act.from] : [act.by];
}
