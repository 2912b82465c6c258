import { parseDateTime } from '@maillon/formats';
import { PartyIdentifier, PartyRef } from '../edi-types.js';
import { DraftLine, IncomingDraft } from '../incoming-draft.js';
import { ublIdentifier } from '../party-identifiers.js';
import { UblNode } from './ubl-node.js';
import { UBL_MANDATORY } from './ubl-sequences.js';

const DATE = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;
const TIME = /^(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** One UBL document on its way: what every type of it reads alike. */
export class UblContext {
  constructor(
    readonly root: UblNode,
    readonly draft: IncomingDraft,
    private readonly timeZone: string,
  ) {}

  /** Reports what the schema wants and the document has not; elements that are not known are passed over. */
  checkMandatory(node: UblNode = this.root): void {
    for (const name of UBL_MANDATORY[node.name] ?? []) {
      const [first] = node.all(name);
      if (!first || isEmpty(first)) this.draft.report('ELEMENT_MISSING', first ?? node, { value: name });
    }
    for (const child of node.children) if (child.element.children.length) this.checkMandatory(child);
  }

  header(name: string, node: UblNode | undefined): void {
    if (node && this.draft.header[name] === undefined) this.draft.setHeader(name, node.text, node);
  }

  line(line: DraftLine, name: string, node: UblNode | undefined): void {
    if (node && line.values[name] === undefined) this.draft.setLine(line, name, node.text, node);
  }

  /** YYYY-MM-DD of an xsd:date; undefined, and reported, where it is none. */
  date(node: UblNode | undefined): string | undefined {
    if (!node || node.text === '') return undefined;
    const day = DATE.exec(node.text)?.[1];
    if (day && parseDateTime(day, { timeZone: this.timeZone }).ok) return day;
    this.draft.report('DATE_IMPOSSIBLE', node);
    return undefined;
  }

  /** The instant of a date and its time; local where no zone is written. */
  instant(date: UblNode | undefined, time: UblNode | undefined): string | undefined {
    const day = this.date(date);
    if (day === undefined) return undefined;
    const written = time && TIME.exec(time.text);
    if (time && time.text !== '' && !written) {
      this.draft.report('DATE_IMPOSSIBLE', time);
      return undefined;
    }
    const zone = written?.[2] ?? /(?:Z|[+-]\d{2}:\d{2})$/.exec(date!.text.slice(10))?.[0] ?? '';
    const moment = written ? `${day}T${written[1]}${zone}` : day;
    const parsed = parseDateTime(moment, { timeZone: this.timeZone });
    if (parsed.ok) return parsed.iso;
    this.draft.report('DATE_IMPOSSIBLE', time ?? date!);
    return undefined;
  }

  setDate(line: DraftLine | undefined, name: string, node: UblNode | undefined): void {
    const day = this.date(node);
    if (day === undefined) return;
    const values = line?.values ?? this.draft.header;
    values[name] ??= day;
  }

  /** Quantity and its unitCode. */
  quantity(line: DraftLine, name: string, node: UblNode | undefined): void {
    if (!node) return;
    this.draft.setLine(line, name, node.text, node);
    const unit = node.attribute('unitCode');
    if (line.values['unit'] !== undefined) return;
    if (unit === '') {
      this.draft.remark('UNIT_ASSUMED', node);
      line.values['unit'] = 'H87';
    } else
      this.draft.setLine(line, 'unit', unit, { fault: (problem) => node.fault({ ...problem, value: unit }) });
  }

  notes(): void {
    const notes = this.root.all('Note').filter(({ text }) => text !== '');
    if (notes[0]) this.draft.setHeader('note', notes.map(({ text }) => text).join('\n'), notes[0]);
  }

  /** cac:Item: which item a line is about, and its lot, serial number and dates. */
  item(line: DraftLine, item: UblNode | undefined): void {
    if (!item) return;
    this.line(line, 'buyerItem', item.at('BuyersItemIdentification', 'ID'));
    this.line(line, 'sellerItem', item.at('SellersItemIdentification', 'ID'));
    const standard = item.at('StandardItemIdentification', 'ID');
    if (standard && isGtinScheme(standard)) this.line(line, 'gtin', standard);
    const { buyerItem, sellerItem, gtin } = line.values;
    const numbers = new Set([buyerItem, sellerItem, gtin, standard?.text]);
    // many write the item number again where they have no name
    const words = [item.at('Name'), item.at('Description')].find(
      (node) => node && node.text !== '' && !numbers.has(node.text),
    );
    this.line(line, 'description', words);
    const instance = item.at('ItemInstance');
    if (!instance) return;
    this.line(line, 'lot', instance.at('LotIdentification', 'LotNumberID'));
    this.line(line, 'serial', instance.at('SerialID'));
    this.setDate(line, 'productionDate', instance.at('ManufactureDate'));
    this.setDate(
      line,
      'expiryDate',
      instance.at('LotIdentification', 'ExpiryDate') ?? instance.at('BestBeforeDate'),
    );
  }

  /** Number of a line; zero, to be given later, where it is no whole number. */
  lineNumber(node: UblNode | undefined): number {
    return node && /^\d{1,6}$/.test(node.text) ? Number(node.text) : 0;
  }

  /** What cac:Party says of a company. */
  party(...names: readonly string[]): PartyRef | undefined {
    const role = this.root.at(...names);
    const party = role?.at('Party');
    if (!role || !party) return undefined;
    const found: (PartyIdentifier | undefined)[] = [];
    for (const id of party.all('PartyIdentification').flatMap((one) => one.all('ID')))
      found.push(ublIdentifier(id.text, id.attribute('schemeID')));
    for (const id of party.all('PartyTaxScheme').flatMap((one) => one.all('CompanyID')))
      found.push({ scheme: 'vat', value: id.text.replace(/\s/g, ''), agency: id.attribute('schemeID') });
    for (const id of party.all('PartyLegalEntity').flatMap((one) => one.all('CompanyID')))
      found.push(ublIdentifier(id.text, id.attribute('schemeID')));
    const endpoint = party.at('EndpointID');
    if (endpoint) found.push(ublIdentifier(endpoint.text, endpoint.attribute('schemeID')));
    found.push(...this.accounts(role));
    const name = party.at('PartyName', 'Name') ?? party.at('PartyLegalEntity', 'RegistrationName');
    return { identifiers: distinct(found), ...(name?.text && { name: name.text }) };
  }

  /** Numbers that one partner gave the other. */
  private accounts(role: UblNode): PartyIdentifier[] {
    const byBuyer = role.at('CustomerAssignedAccountID')?.text;
    const bySeller = role.at('SupplierAssignedAccountID')?.text;
    return [
      ...(byBuyer ? [{ scheme: 'assigned_by_buyer' as const, value: byBuyer }] : []),
      ...(bySeller ? [{ scheme: 'assigned_by_seller' as const, value: bySeller }] : []),
    ];
  }

  /** A place: its number, else its name. */
  place(name: string, location: UblNode | undefined): void {
    const said = [location?.at('ID'), location?.at('Name'), location?.at('Description')];
    this.header(
      name,
      said.find((node) => node && node.text !== ''),
    );
  }
}

const isEmpty = (node: UblNode): boolean => node.text === '' && node.element.children.length === 0;

/** 0160 is the ISO 6523 code of GTIN. */
const isGtinScheme = (node: UblNode): boolean => {
  const scheme = node.attribute('schemeID').toUpperCase();
  return ['', '0160', 'GTIN', 'EAN', 'SRV'].includes(scheme);
};

function distinct(found: readonly (PartyIdentifier | undefined)[]): PartyIdentifier[] {
  const kept = new Map<string, PartyIdentifier>();
  for (const one of found)
    if (one && !kept.has(`${one.scheme} ${one.value}`))
      kept.set(`${one.scheme} ${one.value}`, { ...one, ...(one.agency === '' && { agency: undefined }) });
  return [...kept.values()];
}
