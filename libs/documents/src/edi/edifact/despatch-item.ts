import { hasValidCheckDigit } from '@maillon/epcis';
import { EdifactSegment } from '@maillon/formats';
import { FieldValue } from '../../document.js';
import { DraftLine, readNumber, Spot } from '../incoming-draft.js';
import { identityNumbers, lineNumberOf, readItem } from './line-items.js';
import { MessageContext, spotAt } from './message-context.js';

/** What stands between CPS and LIN: the packages that the lines behind it are in. */
export interface Package {
  pac?: EdifactSegment;
  perPack?: EdifactSegment;
  readonly labels: EdifactSegment[];
}

interface Numbered {
  readonly value: string;
  readonly spot: Spot;
  readonly segment: EdifactSegment;
}

/** A lot of the line: with its own quantity and dates where a PCI group gives them. */
interface Part {
  lot?: Numbered;
  quantity?: EdifactSegment;
  kept?: boolean;
  readonly dates: Record<string, { readonly date: string; readonly spot: Spot }>;
}

/** Qualifiers (7405) of numbers: labels of packages, lots, serial numbers. */
const LABELS = ['BJ', 'AW', 'ML', 'AAT'];
const SSCC_ONLY = ['BJ', 'AW'];
const LOTS = ['BX', 'BT'];
const SERIALS = ['BN', 'VV', 'SE'];

/** One LIN of a despatch or receipt advice on its way to lines: one a lot, serial number and package. */
export class DespatchItem {
  private readonly line: DraftLine;
  private readonly parts: Part[] = [];
  private readonly lotsSaid = new Set<string>();
  private readonly serials: Numbered[] = [];
  private readonly labels: Numbered[] = [];
  private perPack?: EdifactSegment;
  /** The PCI group that what follows belongs to. */
  private group?: Part;
  private orderLineSaid = false;

  constructor(
    protected readonly context: MessageContext,
    lin: EdifactSegment,
    pack: Package,
  ) {
    this.line = context.draft.addLine(lineNumberOf(lin), spotAt(lin));
    readItem(context.draft, this.line, lin);
    if (pack.pac) this.set('packageType', pack.pac.value(3, 1), spotAt(pack.pac, 3, 1));
    for (const segment of pack.labels) this.readNumbers(segment);
    this.perPack = pack.perPack;
  }

  read(segment: EdifactSegment): void {
    if (readItem(this.context.draft, this.line, segment)) return;
    switch (segment.tag) {
      case 'QTY':
        return this.readQuantity(segment);
      case 'GIN':
      case 'GIR':
        return this.readNumbers(segment);
      case 'PCI':
        this.group = { dates: {} };
        return;
      case 'PAC':
        return this.set('packageType', segment.value(3, 1), spotAt(segment, 3, 1));
      case 'DTM':
        return this.readDate(segment);
      case 'RFF':
        return this.readReference(segment);
      case 'FTX':
        return this.set('note', MessageContext.text(segment), spotAt(segment, 4, 1));
    }
  }

  /** Splits what the item says into lines. Call it once, after the item's last segment. */
  close(): void {
    const { draft } = this.context;
    const lots = this.parts.filter(({ lot }) => lot !== undefined);
    const plain = this.parts.find(({ lot, quantity }) => !lot && quantity);
    if (plain?.quantity && this.line.values['quantity'] === undefined)
      this.context.quantity(this.line, plain.quantity);
    let lines = [this.line];
    if (lots.length === 1) this.fill(this.line, lots[0]!, this.line.values['quantity'] === undefined);
    else if (lots.length > 1) {
      const bare = lots.find(({ quantity }) => quantity === undefined);
      if (bare) draft.report('LOT_QUANTITY', bare.lot!.spot);
      else {
        delete this.line.values['quantity'];
        lines = this.split(lots.length);
        lines.forEach((line, index) => this.fill(line, lots[index]!, true));
      }
    }
    if (this.serials.length > 0 && lines.length === 1) lines = this.splitBySerial();
    if (lines.length === 1) this.splitByLabel();
    else if (this.labels.length === 1)
      for (const line of lines) draft.setLine(line, 'sscc', this.labels[0]!.value, this.labels[0]!.spot);
    else if (this.labels.length > 1) draft.report('PACKAGES_UNSPLIT', this.labels[0]!.spot);
  }

  private set(field: string, written: string, spot: Spot): void {
    if (this.line.values[field] === undefined) this.context.draft.setLine(this.line, field, written, spot);
  }

  private fill(line: DraftLine, { lot, quantity, dates }: Part, withQuantity: boolean): void {
    const { draft } = this.context;
    if (lot) draft.setLine(line, 'lot', lot.value, lot.spot);
    if (quantity && withQuantity) this.context.quantity(line, quantity);
    for (const [field, { date, spot }] of Object.entries(dates)) draft.setLine(line, field, date, spot);
  }

  /** Lines alike, this one first: the others get numbers later. */
  private split(count: number): DraftLine[] {
    const { draft } = this.context;
    const lines = [this.line];
    while (lines.length < count) {
      const copy = draft.addLine(0, this.line.spot);
      Object.assign(copy.values, this.line.values);
      lines.push(copy);
    }
    return lines;
  }

  private splitBySerial(): DraftLine[] {
    const { draft } = this.context;
    const first = this.serials[0]!;
    const quantity = this.line.values['quantity'];
    if (quantity !== undefined && quantity !== this.serials.length) {
      draft.report('SERIAL_COUNT', first.spot, {
        value: String(this.serials.length),
        allowed: String(quantity),
      });
      return [this.line];
    }
    const lines = this.split(this.serials.length);
    lines.forEach((line, index) => {
      const { value, spot } = this.serials[index]!;
      line.values['quantity'] = 1;
      draft.setLine(line, 'serial', value, spot);
    });
    return lines;
  }

  /** Several packages under one line: one line each where the quantity per pack (QTY+52) says how much each holds. */
  private splitByLabel(): void {
    const { draft } = this.context;
    const [first] = this.labels;
    if (!first) return;
    if (this.labels.length === 1) return draft.setLine(this.line, 'sscc', first.value, first.spot);
    const each = this.perPack && readNumber(this.perPack.value(1, 2));
    const total = this.line.values['quantity'];
    if (each === undefined || typeof total !== 'number' || Math.abs(each * this.labels.length - total) > 1e-9)
      return draft.report('PACKAGES_UNSPLIT', first.spot);
    this.split(this.labels.length).forEach((line, index) => {
      line.values['quantity'] = each satisfies FieldValue;
      draft.setLine(line, 'sscc', this.labels[index]!.value, this.labels[index]!.spot);
    });
  }

  protected readQuantity(segment: EdifactSegment): void {
    const qualifier = segment.value(1, 1);
    if (qualifier === '52') this.perPack = segment;
    else if (qualifier !== '12' && qualifier !== '46' && qualifier !== '11') return;
    else if (!this.setGroupQuantity(segment)) this.context.quantity(this.line, segment);
  }

  /** Gives a quantity to the PCI group that is open; false where none is. */
  protected setGroupQuantity(segment: EdifactSegment): boolean {
    if (!this.group) return false;
    this.group.quantity = segment;
    this.keepGroup();
    return true;
  }

  private readNumbers(segment: EdifactSegment): void {
    for (const { qualifier, value, element } of identityNumbers(segment)) {
      const number = { value, segment, spot: spotAt(segment, element, 1) };
      if (LABELS.includes(qualifier)) this.addLabel(number, qualifier);
      else if (LOTS.includes(qualifier)) this.addLot(number);
      else if (SERIALS.includes(qualifier)) this.addSerial(number);
    }
  }

  private addSerial(number: Numbered): void {
    if (!this.context.draft.isFull(this.serials.length, number.spot)) this.serials.push(number);
  }

  private addLabel(number: Numbered, qualifier: string): void {
    const digits = number.value.replace(/\s/g, '').replace(/^00(?=\d{18}$)/, '');
    const isSscc = /^\d{18}$/.test(digits) && hasValidCheckDigit(digits);
    if (this.context.draft.isFull(this.labels.length, number.spot)) return;
    if (isSscc || SSCC_ONLY.includes(qualifier)) this.labels.push(number);
    else this.context.draft.remark('LABEL_NOT_SSCC', number.spot);
  }

  private addLot(lot: Numbered): void {
    if (this.context.draft.isFull(this.parts.length, lot.spot)) return;
    if (this.group && !this.group.lot) {
      this.group.lot = lot;
      this.keepGroup();
    } else if (!this.lotsSaid.has(lot.value)) this.parts.push({ lot, dates: {} });
    this.lotsSaid.add(lot.value);
  }

  private keepGroup(): void {
    if (!this.group || this.group.kept) return;
    this.group.kept = true;
    this.parts.push(this.group);
  }

  /** Expiry (36), best before (361), production (94) of the lot. */
  private readDate(segment: EdifactSegment): void {
    const date = this.context.date(segment);
    const field = { '36': 'expiryDate', '361': 'expiryDate', '94': 'productionDate' }[segment.value(1, 1)];
    if (!date || !field) return;
    if (this.group) this.group.dates[field] = { date: date.date, spot: spotAt(segment, 1, 2) };
    else this.set(field, date.date, spotAt(segment, 1, 2));
  }

  private readReference(segment: EdifactSegment): void {
    const [qualifier, value] = [segment.value(1, 1), segment.value(1, 2)];
    const spot = spotAt(segment, 1, 2);
    const { certificateQualifier } = this.context.profile;
    if (qualifier === 'BT' || qualifier === 'LO') this.addLot({ value, spot, segment });
    else if (qualifier === 'SE') this.addSerial({ value, spot, segment });
    else if (qualifier === 'ON' || (qualifier === 'VN' && this.line.values['orderNumber'] === undefined)) {
      if (qualifier === 'ON') delete this.line.values['orderNumber'];
      this.set('orderNumber', value, spot);
      this.readOrderLine(segment, 3);
    } else if (qualifier === 'LI') this.readOrderLine(segment, 2);
    else if (qualifier === 'AAJ' || qualifier === 'AAN') this.set('callOffNumber', value, spot);
    else if (qualifier === 'AAK' || qualifier === 'DQ') this.readDespatchLine(segment);
    else if (qualifier === certificateQualifier) this.set('certificateNumber', value, spot);
  }

  /** The line that an order reference names (1156) counts more than a line reference of its own (LI). */
  private readOrderLine(segment: EdifactSegment, component: 2 | 3): void {
    const written = segment.value(1, component);
    if (written === '' || (component === 2 && this.orderLineSaid)) return;
    this.orderLineSaid ||= component === 3;
    delete this.line.values['orderLine'];
    this.set('orderLine', written, spotAt(segment, 1, component));
  }

  private readDespatchLine(segment: EdifactSegment): void {
    this.set('despatchLine', segment.value(1, 3), spotAt(segment, 1, 3));
  }

  /** The first of the lines that this item becomes. */
  protected get first(): DraftLine {
    return this.line;
  }
}
