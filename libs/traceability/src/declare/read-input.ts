import { asKept, isKept } from '@maillon/epcis';
import { DomainError, Finding } from '@maillon/kernel';
import { Certificate } from '../capture/capture.types.js';
import { MadeItem, NamedQuantity } from './compose-event.js';
import { Authority, ItemRef, resolveRef } from './item-refs.js';

/** Turns the refs of one form into URIs, and keeps what was wrong with those that name nothing. */
export class RefReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly authority: Authority,
    private readonly knownUris: ReadonlyMap<string, string>,
  ) {}

  named(input: { item: ItemRef; quantity?: number; unit?: string }, path: string): NamedQuantity {
    const { quantity, unit } = input;
    if (quantity !== undefined && !(quantity > 0))
      this.findings.push(notPositive(`${path}.quantity`, quantity));
    return {
      uri: this.uri(input.item, `${path}.item`),
      ...(quantity !== undefined && { quantity }),
      ...(unit && { unit }),
    };
  }

  made(input: MadeInput, path: string): MadeItem {
    const { granularity, name, keyData, certificates, quantity } = input;
    this.findings.push(...notKept({ name, keyData, certificates }, path));
    return {
      ...this.named({ item: input.item, quantity: quantity?.value, unit: quantity?.unit }, path),
      granularity,
      ...(name?.trim() && { name: name.trim() }),
      keyData: keyDataObject(keyData, `${path}.keyData`),
      certificates: (certificates ?? []).map(({ type, number, issuer, validFrom, validTo }) => ({
        type,
        number: number.trim(),
        ...(issuer && { issuer }),
        ...(validFrom && { validFrom }),
        ...(validTo && { validTo }),
      })),
    };
  }

  private uri(ref: ItemRef, path: string): string {
    const resolved = resolveRef(ref, path, this.authority, this.knownUris);
    if ('uri' in resolved) return resolved.uri;
    this.findings.push(resolved.finding);
    return '';
  }
}

export interface MadeInput {
  readonly item: ItemRef;
  readonly granularity: string;
  readonly name?: string;
  readonly quantity?: { value: number; unit: string };
  readonly keyData?: unknown;
  readonly certificates?: readonly Certificate[];
}

function keyDataObject(value: unknown, path: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new DomainError(
    'BAD_INPUT',
    {
      fr: '« keyData » est un objet : une valeur par donnée.',
      en: '“keyData” is an object: one value for each element.',
    },
    path,
  );
}

const notPositive = (path: string, quantity: number): Finding => ({
  code: 'QUANTITY_NOT_POSITIVE',
  severity: 'error',
  path,
  value: String(quantity),
  message: { fr: 'Une quantité est plus grande que zéro.', en: 'A quantity is greater than zero.' },
  remedy: {
    fr: 'Donnez la quantité réelle, dans l’unité choisie.',
    en: 'Give the real quantity, in the unit chosen.',
  },
});

/**
 * A finding for each text, or name of a member, that no database holds: one with a null character or half a character. Goes on
 * below without a call for each level, however deep the data.
 */
function notKept(said: object, path: string): Finding[] {
  const findings: Finding[] = [];
  const left: { value: unknown; path: string; field: string }[] = [{ value: said, path, field: '' }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path: at, field } = next;
    if (typeof value === 'string' && !isKept(value)) findings.push(textNotKept(at, field, value));
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, held] of Object.entries(value).reverse()) {
      const inside = Array.isArray(value) ? `${at}[${name}]` : `${at}.${asKept(name)}`;
      if (!isKept(name)) findings.push(textNotKept(inside, name, name));
      left.push({ value: held, path: inside, field: Array.isArray(value) ? field : name });
    }
  }
  return findings;
}

const textNotKept = (path: string, field: string, value: string): Finding => ({
  code: 'TEXT_NOT_KEPT',
  severity: 'error',
  path,
  field: asKept(field),
  value: asKept(value.slice(0, 120)),
  message: {
    fr: 'Ce texte contient un caractère nul ou une moitié de caractère, qui ne peuvent pas être gardés.',
    en: 'This text holds a null character or half a character, which cannot be kept.',
  },
  remedy: {
    fr: 'Retirez-le : il vient le plus souvent d’un champ de longueur fixe, ou d’un texte coupé au milieu d’un caractère.',
    en: 'Take it out: most often it comes from a field of fixed length, or from a text cut in the middle of a character.',
  },
});
