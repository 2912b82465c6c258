import { parseDateTime, parseDecimal, parseQuantity, Refusal } from '@maillon/formats';
import { checkKeyData, Filiere, unitFromText } from '@maillon/filieres';
import { Finding } from '@maillon/kernel';
import {
  Certificate,
  Declaration,
  ItemRef,
  MadeItem,
  NamedQuantity,
  resolveRef,
} from '@maillon/traceability';
import { ColumnPlan, Field, HEADERS } from './columns.js';
import { fromRefusal, missingField, partnerUnknown, unitUnknown } from './messages.js';

/** What a row may refer to besides its own cells. */
export interface RowSetting {
  readonly filiere: Filiere;
  readonly plan: ColumnPlan;
  readonly header: readonly string[];
  readonly decimalMark?: ',' | '.';
  /** The acting organisation: its party URI, and the authority of its own references. */
  readonly self: { readonly party: string; readonly authority: string };
  /** Party URI of a partner as a cell names it, or undefined when no member is named so. */
  readonly partner: (written: string) => { readonly party: string; readonly authority: string } | undefined;
}

export type ReadRow =
  | { readonly declaration: Declaration; readonly findings: readonly Finding[] }
  | { readonly declaration?: undefined; readonly findings: readonly Finding[] };

const TYPES: Readonly<Record<string, Declaration['kind']>> = {
  lot: 'lot',
  lots: 'lot',
  fabrication: 'lot',
  production: 'lot',
  creation: 'lot',
  transformation: 'transformation',
  assemblage: 'transformation',
  expedition: 'shipment',
  envoi: 'shipment',
  shipment: 'shipment',
  despatch: 'shipment',
  reception: 'receipt',
  receipt: 'receipt',
};

/** Reads one row of a spreadsheet. Refuses it with every reason found; a row is accepted or refused alone. */
export function readRow(cells: readonly string[], setting: RowSetting): ReadRow {
  const row = new RowReader(cells, setting);
  const declaration = row.declaration();
  const failed = row.findings.some(({ severity }) => severity === 'error');
  return failed || !declaration ? { findings: row.findings } : { declaration, findings: row.findings };
}

class RowReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly cells: readonly string[],
    private readonly setting: RowSetting,
  ) {}

  declaration(): Declaration | undefined {
    const at = this.date();
    const place = this.cell('place');
    const common = { at, ...(place && { place: placeUri(place) }) };
    switch (this.kind()) {
      case 'transformation':
        return { kind: 'transformation', ...common, inputs: [this.input()], outputs: [this.made()] };
      case 'shipment':
        return {
          kind: 'shipment',
          ...common,
          items: [this.named(this.setting.self.authority)],
          from: this.setting.self.party,
          to: this.partner('recipient').party,
          ...this.documents(),
        };
      case 'receipt': {
        const sender = this.partner('sender');
        const disposition = this.cell('disposition');
        return {
          kind: 'receipt',
          ...common,
          items: [this.named(sender.authority)],
          from: sender.party,
          to: this.setting.self.party,
          ...(disposition && { disposition }),
          ...this.documents(),
        };
      }
      default:
        return { kind: 'lot', ...common, item: this.made() };
    }
  }

  /** What the row says it is; without a type column, what its columns can only mean. */
  private kind(): Declaration['kind'] {
    const written = this.cell('type');
    if (written) {
      const known = TYPES[written.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')];
      if (known) return known;
      this.refuse(
        'type',
        missingField('type', this.headerOf('type'), 'lot, transformation, expédition, réception'),
        written,
      );
    }
    if (this.cell('recipient')) return 'shipment';
    if (this.cell('sender')) return 'receipt';
    return this.cell('inputLot') || this.cell('inputSerial') ? 'transformation' : 'lot';
  }

  private date(): string {
    const written = this.cell('date');
    if (!written) {
      this.refuse('date', missingField('date', this.headerOf('date'), '25/03/2026'));
      return '';
    }
    const parsed = parseDateTime(written);
    if (parsed.ok) return parsed.iso;
    this.refuseValue('date', parsed, written);
    return '';
  }

  private made(): MadeItem {
    const name = this.cell('name');
    const granularity = this.granularity();
    const certificates = this.certificates();
    return {
      ...this.named(this.setting.self.authority),
      granularity,
      ...(name && { name }),
      keyData: this.keyData(granularity),
      certificates,
    };
  }

  private named(authority: string): NamedQuantity {
    return {
      uri: this.uri(
        { lot: 'lot', serial: 'serial', sscc: 'sscc', gtin: 'gtin', reference: 'reference' },
        authority,
      ),
      ...this.quantity('quantity', 'unit'),
    };
  }

  private input(): NamedQuantity {
    const fields = {
      lot: 'inputLot',
      serial: 'inputSerial',
      gtin: 'inputGtin',
      reference: 'inputReference',
    } as const;
    return {
      uri: this.uri(fields, this.setting.self.authority),
      ...this.quantity('inputQuantity', 'inputUnit'),
    };
  }

  private uri(fields: Readonly<Partial<Record<keyof ItemRef, Field>>>, authority: string): string {
    const ref = Object.fromEntries(Object.entries(fields).map(([part, field]) => [part, this.cell(field)]));
    const resolved = resolveRef(ref, fields.lot!, { authority }, new Map());
    if ('uri' in resolved) return resolved.uri;
    const culprit =
      Object.entries(fields).find(([part]) => resolved.finding.path?.endsWith(`.${part}`))?.[1] ??
      fields.lot!;
    this.refuse(culprit, resolved.finding, this.cell(culprit));
    return '';
  }

  private quantity(field: Field, unitField: Field): { quantity?: number; unit?: string } {
    const written = this.cell(field);
    if (!written) return {};
    const parsed = parseQuantity(written, { decimalMark: this.setting.decimalMark });
    if (!parsed.ok) {
      this.refuseValue(field, parsed, written);
      return {};
    }
    if (!(parsed.value > 0)) this.refuse(field, missingField(field, this.headerOf(field), '12,5'), written);
    const unitText = parsed.unitText ?? this.cell(unitField);
    const unit = unitText ? unitFromText(unitText) : 'H87';
    if (!unit)
      this.refuse(
        parsed.unitText ? field : unitField,
        unitUnknown(unitText!, this.setting.filiere),
        unitText,
      );
    return { quantity: parsed.value, ...(unit && { unit }) };
  }

  private granularity(): string {
    const written = this.cell('granularity')?.toUpperCase();
    const codes = this.setting.filiere.granularities.map(({ code }) => code as string);
    if (written && codes.includes(written)) return written;
    if (written)
      this.refuse(
        'granularity',
        missingField('granularity', this.headerOf('granularity'), codes.join(', ')),
        written,
      );
    if (this.cell('sscc')) return 'SSCC';
    if (this.cell('serial')) return 'SERIAL';
    return codes.includes('LOT') ? 'LOT' : codes[0]!;
  }

  private keyData(granularity: string): Record<string, unknown> {
    const { plan, filiere } = this.setting;
    const keyData: Record<string, unknown> = {};
    for (const [key, column] of Object.entries(plan.keyData)) {
      const written = this.cells[column]?.trim();
      if (written) keyData[key] = this.typed(key, written, column);
    }
    for (const finding of checkKeyData(filiere, granularity as never, keyData)) {
      const column = plan.keyData[finding.field ?? ''];
      const label = filiere.keyDataElements.find(({ key }) => key === finding.field)?.label.fr;
      this.findings.push({
        ...finding,
        field: column === undefined ? (label ?? finding.field ?? '') : this.setting.header[column]!,
      });
    }
    return keyData;
  }

  /** A cell in the type of its key data element; one that cannot be read stays text, and the filière's check refuses it. */
  private typed(key: string, written: string, column: number): unknown {
    const element = this.setting.filiere.keyDataElements.find((candidate) => candidate.key === key);
    if (element?.type === 'number') {
      const parsed = parseDecimal(written, { decimalMark: this.setting.decimalMark });
      if (parsed.ok) return parsed.value;
      this.findings.push(fromRefusal(parsed, this.setting.header[column]!, written));
    }
    if (element?.type === 'date') {
      const parsed = parseDateTime(written);
      if (parsed.ok) return parsed.iso.slice(0, 10);
      this.findings.push(fromRefusal(parsed, this.setting.header[column]!, written));
    }
    if (element?.type === 'boolean')
      return (
        /^(oui|o|yes|y|vrai|true|1|x)$/i.test(written) ||
        (/^(non|n|no|faux|false|0)$/i.test(written) ? false : written)
      );
    return written;
  }

  private certificates(): Certificate[] {
    const number = this.cell('certificateNumber');
    if (!number) return [];
    const issuer = this.cell('certificateIssuer');
    const end = this.cell('certificateEnd');
    const parsed = end ? parseDateTime(end) : undefined;
    if (parsed && !parsed.ok) this.refuseValue('certificateEnd', parsed, end!);
    return [
      {
        type: this.cell('certificateType') ?? 'COC',
        number,
        ...(issuer && { issuer }),
        ...(parsed?.ok && { validTo: parsed.iso }),
      },
    ];
  }

  private partner(field: 'recipient' | 'sender'): { party: string; authority: string } {
    const written = this.cell(field);
    const found = written ? this.setting.partner(written) : undefined;
    if (found) return found;
    this.refuse(
      field,
      written ? partnerUnknown() : missingField(field, this.headerOf(field), '552 100 554'),
      written,
    );
    return { party: '', authority: '' };
  }

  private documents(): { despatchAdvice?: string; order?: string } {
    const [despatchAdvice, order] = [this.cell('despatchAdvice'), this.cell('order')];
    return { ...(despatchAdvice && { despatchAdvice }), ...(order && { order }) };
  }

  private cell(field: Field): string | undefined {
    const column = this.setting.plan.fields[field];
    return column === undefined ? undefined : this.cells[column]?.trim() || undefined;
  }

  private headerOf(field: Field): string {
    const column = this.setting.plan.fields[field];
    return column === undefined ? HEADERS[field][0]! : this.setting.header[column]!;
  }

  private refuse(field: Field, finding: Finding, value?: string): void {
    this.findings.push({
      ...finding,
      field: this.headerOf(field),
      ...(value && { value: value.slice(0, 200) }),
    });
  }

  private refuseValue(field: Field, refusal: Refusal, value: string): void {
    this.findings.push(fromRefusal(refusal, this.headerOf(field), value));
  }
}

/** A place as people write it: a GLN, a URI, or their own name for it. */
function placeUri(written: string): string {
  const digits = written.replace(/\s/g, '');
  if (/^\d{13}$/.test(digits)) return `https://id.gs1.org/414/${digits}`;
  return /^(https?|urn):/.test(written) ? written : `urn:maillon:place:${encodeURIComponent(written)}`;
}
