import { glnUri, lotUri, partyUri, privateItemUri, serialUri, ssccUri } from '@maillon/epcis';
import { DemoAct, DemoCertificate, DemoChain, DemoItem, DemoQuantity } from '@maillon/filieres';
import { Certificate, Declaration, MadeItem, NamedQuantity } from '@maillon/traceability';
import { asciiName, organisationOf } from './demo-addresses.js';
import { addDays, parisInstant } from './paris-time.js';

/** What one organisation of a chain declares, in the order of time. */
export interface DeclarationsOf {
  /** Key of the organisation. */
  readonly by: string;
  readonly declarations: readonly Declaration[];
}

/** The day 0 of a story whose last act falls on `lastDay` (YYYY-MM-DD). */
export const firstDayOf = (chain: DemoChain, lastDay: string): string =>
  addDays(lastDay, -Math.max(0, ...chain.acts.map(({ day }) => day)));

/** The acts of a chain as declarations, organisation by organisation. `idOf` holds the ids of organisations, by key. */
export function demoDeclarations(
  chain: DemoChain,
  lastDay: string,
  idOf: ReadonlyMap<string, string>,
): DeclarationsOf[] {
  const story = new Story(chain, firstDayOf(chain, lastDay), idOf);
  const declarers = [...new Set(chain.acts.map(({ by }) => by))];
  return declarers.map((by) => ({
    by,
    declarations: chain.acts.filter((act) => act.by === by).map((act) => story.declarationOf(act)),
  }));
}

/** The canonical URI of a thing in a story: GS1 where it has a GTIN or an SSCC, else its maker's own number. */
export function demoItemUri(chain: DemoChain, item: DemoItem): string {
  if (item.granularity === 'SSCC') return ssccUri(item.number);
  if (!item.gtin)
    return privateItemUri(organisationOf(chain, item.producer).siren, asciiName(item.name.fr), item.number);
  return item.granularity === 'SERIAL' ? serialUri(item.gtin, item.number) : lotUri(item.gtin, item.number);
}

class Story {
  private readonly items: ReadonlyMap<string, DemoItem>;

  constructor(
    private readonly chain: DemoChain,
    private readonly firstDay: string,
    private readonly idOf: ReadonlyMap<string, string>,
  ) {
    this.items = new Map(chain.items.map((item) => [item.key, item]));
  }

  declarationOf(act: DemoAct): Declaration {
    const common = {
      at: parisInstant(addDays(this.firstDay, act.day), act.hour),
      place: glnUri(organisationOf(this.chain, act.by).gln),
      ...(act.sharedWith && { sharedWith: act.sharedWith.map((key) => this.organisationId(key)) }),
    };
    switch (act.kind) {
      case 'lot':
        return { kind: 'lot', ...common, item: this.made(act.item, this.item(act.item).quantity) };
      case 'transformation':
        return {
          kind: 'transformation',
          ...common,
          inputs: act.inputs.map((line) => this.named(line)),
          outputs: act.outputs.map(({ item, quantity }) => this.made(item, quantity)),
        };
      case 'packing':
        return {
          kind: 'packing',
          ...common,
          parent: this.uri(act.unit),
          contents: this.lines(act.contents),
          made: this.made(act.unit, 1),
        };
      case 'unpacking':
        return {
          kind: 'unpacking',
          ...common,
          parent: this.uri(act.unit),
          contents: this.lines(act.contents ?? []),
        };
      case 'inspection':
        return {
          kind: 'inspection',
          ...common,
          items: [{ uri: this.uri(act.item), ...this.amount(act.item, this.item(act.item).quantity) }],
          disposition: act.disposition,
        };
      case 'shipment':
        return {
          kind: 'shipment',
          ...common,
          ...this.movement(act, act.by, act.to),
          ...(act.order && { order: act.order }),
        };
      case 'receipt':
        return { kind: 'receipt', ...common, ...this.movement(act, act.from, act.by) };
    }
  }

  private movement(act: { items: DemoQuantity[]; despatchAdvice: string }, from: string, to: string) {
    return {
      items: this.lines(act.items),
      from: this.party(from),
      to: this.party(to),
      despatchAdvice: act.despatchAdvice,
    };
  }

  private lines(quantities: readonly DemoQuantity[]): NamedQuantity[] {
    return quantities.map((line) => this.named(line));
  }

  private named({ item, quantity }: DemoQuantity): NamedQuantity {
    return { uri: this.uri(item), ...this.amount(item, quantity) };
  }

  private made(key: string, quantity: number): MadeItem {
    const { name, granularity, keyData, certificates } = this.item(key);
    return {
      uri: this.uri(key),
      ...this.amount(key, quantity),
      granularity,
      name: name.fr,
      keyData,
      certificates: certificates.map((certificate) => this.certificate(certificate)),
    };
  }

  /** Serial numbers and logistic units are one each, and counted by being named (EPCIS 2.0, 7.3.3.3). */
  private amount(key: string, quantity: number): { quantity?: number; unit?: string } {
    const { granularity, unit } = this.item(key);
    return granularity === 'SERIAL' || granularity === 'SSCC' ? {} : { quantity, unit };
  }

  private certificate({ type, number, issuer, validFromDay, validToDay }: DemoCertificate): Certificate {
    const instantOf = (day: number) => parisInstant(addDays(this.firstDay, day), 0);
    return {
      type,
      number,
      issuer,
      validFrom: instantOf(validFromDay),
      ...(validToDay !== undefined && { validTo: instantOf(validToDay) }),
    };
  }

  private item(key: string): DemoItem {
    const found = this.items.get(key);
    if (!found) throw new Error(`The demonstration names a thing it does not have: ${key}`);
    return found;
  }

  private uri(key: string): string {
    return demoItemUri(this.chain, this.item(key));
  }

  private party(key: string): string {
    return partyUri('siren', organisationOf(this.chain, key).siren);
  }

  private organisationId(key: string): string {
    const id = this.idOf.get(key);
    if (!id) throw new Error(`No organisation is kept for ${key}`);
    return id;
  }
}
