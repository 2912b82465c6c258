import { DemoAct, DemoQuantity } from './demo-chain.js';
import { Filiere } from './filiere.js';

/** GS1 mod-10 check of any GTIN, GLN or SSCC (GS1 General Specifications 7.9). */
export function hasGs1CheckDigit(key: string): boolean {
  const weighted = [...key].reverse().map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 3));
  return /^\d+$/.test(key) && weighted.reduce((sum, value) => sum + value, 0) % 10 === 0;
}

/** Luhn check of a SIREN or SIRET. */
export function hasLuhn(number: string): boolean {
  const digits = [...number].reverse().map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2));
  const sum = digits.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return /^\d+$/.test(number) && sum % 10 === 0;
}

interface Stock {
  quantity: number;
  since: number;
}

/**
 * Plays a chain act by act as a store-keeper would and lists everything that could not have happened: using what one
 * does not hold or holds only from the same hour on, receiving what was not sent, making more than an item's quantity.
 */
export class ChainPlay {
  readonly faults: string[] = [];
  private readonly stocks = new Map<string, Stock>();
  private readonly underway = new Map<
    string,
    { from: string; to: string; items: DemoQuantity[]; at: number }
  >();
  private readonly contents = new Map<string, DemoQuantity[]>();
  private readonly made = new Map<string, number>();

  constructor(private readonly filiere: Filiere) {
    let last = 0;
    for (const act of filiere.demo.acts) {
      const at = act.day * 24 + act.hour;
      if (at < last) this.faults.push(`${act.kind} of day ${act.day} comes after a later act`);
      last = at;
      this.play(act, at);
    }
    for (const advice of this.underway.keys()) this.faults.push(`${advice} was never received`);
    for (const item of filiere.demo.items) {
      if (this.made.get(item.key) !== item.quantity) {
        this.faults.push(`${item.key}: made ${this.made.get(item.key) ?? 0} of ${item.quantity}`);
      }
    }
  }

  private play(act: DemoAct, at: number): void {
    switch (act.kind) {
      case 'lot':
        return this.make(act.by, act.item, this.item(act.item)?.quantity ?? 0, at);
      case 'transformation':
        for (const line of act.inputs) this.take(act.by, line, at);
        for (const line of act.outputs) this.make(act.by, line.item, line.quantity, at);
        return;
      case 'packing':
        for (const line of act.contents) this.take(act.by, line, at);
        this.contents.set(act.unit, act.contents);
        return this.make(act.by, act.unit, 1, at);
      case 'unpacking':
        this.take(act.by, { item: act.unit, quantity: 1 }, at);
        for (const line of act.contents ?? this.contents.get(act.unit) ?? []) this.put(act.by, line, at);
        return;
      case 'inspection':
        if ((this.stocks.get(`${act.by} ${act.item}`)?.since ?? Infinity) >= at) {
          this.faults.push(`${act.by} inspects ${act.item} without holding it`);
        }
        return;
      case 'shipment':
        for (const line of act.items) this.take(act.by, line, at);
        if (this.underway.has(act.despatchAdvice)) this.faults.push(`${act.despatchAdvice} used twice`);
        this.underway.set(act.despatchAdvice, { from: act.by, to: act.to, items: act.items, at });
        return;
      case 'receipt':
        return this.receive(act, at);
    }
  }

  private receive(act: DemoAct & { kind: 'receipt' }, at: number): void {
    const sent = this.underway.get(act.despatchAdvice);
    const agrees = sent && sent.from === act.from && sent.to === act.by && sent.at < at;
    if (!agrees || JSON.stringify(sent.items) !== JSON.stringify(act.items)) {
      this.faults.push(`${act.despatchAdvice}: what ${act.by} received is not what was sent`);
    }
    this.underway.delete(act.despatchAdvice);
    for (const line of act.items) this.put(act.by, line, at);
  }

  private item(key: string) {
    const found = this.filiere.demo.items.find((item) => item.key === key);
    if (!found) this.faults.push(`${key} is not an item`);
    return found;
  }

  private make(by: string, key: string, quantity: number, at: number): void {
    const item = this.item(key);
    if (item && item.producer !== by) this.faults.push(`${by} makes ${key}, which is ${item.producer}'s`);
    this.made.set(key, round((this.made.get(key) ?? 0) + quantity));
    this.put(by, { item: key, quantity }, at);
  }

  private put(by: string, { item, quantity }: DemoQuantity, at: number): void {
    const held = this.stocks.get(`${by} ${item}`)?.quantity ?? 0;
    this.stocks.set(`${by} ${item}`, { quantity: round(held + quantity), since: at });
  }

  private take(by: string, { item, quantity }: DemoQuantity, at: number): void {
    const stock = this.stocks.get(`${by} ${item}`);
    if (!this.item(item) || !stock || stock.since >= at || stock.quantity < quantity || quantity <= 0) {
      this.faults.push(
        `${by} uses ${quantity} of ${item} on day ${Math.floor(at / 24)}, holds ${stock?.quantity ?? 0}`,
      );
      return;
    }
    stock.quantity = round(stock.quantity - quantity);
  }
}

const round = (quantity: number): number => Math.round(quantity * 1e6) / 1e6;

/** The acts that made the prime contractor's final things: everything upstream of what it holds, moves included. */
export function upstreamOf(filiere: Filiere, organisation: string): DemoAct[] {
  const { acts } = filiere.demo;
  const wanted = new Set(acts.filter((act) => act.by === organisation).flatMap(itemsOf));
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const act of acts) {
      if (act.kind === 'transformation' && act.outputs.some(({ item }) => wanted.has(item))) {
        for (const { item } of act.inputs) wanted.add(item);
      }
      if (act.kind === 'packing' && wanted.has(act.unit))
        for (const { item } of act.contents) wanted.add(item);
    }
  }
  return acts.filter((act) => itemsOf(act).some((item) => wanted.has(item)));
}

/** Every item key that an act names. */
export function itemsOf(act: DemoAct): string[] {
  switch (act.kind) {
    case 'lot':
    case 'inspection':
      return [act.item];
    case 'transformation':
      return [...act.inputs, ...act.outputs].map(({ item }) => item);
    case 'packing':
    case 'unpacking':
      return [act.unit, ...(act.contents ?? []).map(({ item }) => item)];
    case 'shipment':
    case 'receipt':
      return act.items.map(({ item }) => item);
  }
}

/** Whether an organisation may see an act by itself: it declared it, is a party to it, or was shown it. */
export function sees(organisation: string, act: DemoAct): boolean {
  const other = act.kind === 'shipment' ? act.to : act.kind === 'receipt' ? act.from : act.by;
  return act.by === organisation || other === organisation || (act.sharedWith ?? []).includes(organisation);
}
