import type { Filiere } from '../../api/place';
import type { Problem } from '../../components/form-problems';
import type { CertificateInput, ItemRefInput } from '../../generated/graphql';
import type { Translate } from '../../language';

export interface CertificateDraft {
  readonly type: string;
  readonly number: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** A lot as it is being typed: every value is still the text of a field. */
export interface LotDraft {
  readonly granularity: string;
  readonly number: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly identification: 'own' | 'gtin';
  readonly reference: string;
  readonly gtin: string;
  readonly keyData: Readonly<Record<string, string>>;
  readonly certificates: readonly CertificateDraft[];
}

type KeyDataElement = Filiere['keyDataElements'][number];

/** The granularity met most often in the filière's own order: a lot where there is one. */
export function emptyLot(filiere: Filiere): LotDraft {
  const usual = filiere.granularities.find(({ code }) => code === 'LOT') ?? filiere.granularities[0];
  return {
    granularity: usual?.code ?? 'LOT',
    number: '',
    name: '',
    quantity: '',
    unit: filiere.units[0]?.code ?? 'H87',
    identification: 'own',
    reference: '',
    gtin: '',
    keyData: {},
    certificates: [],
  };
}

/** Data that the filière keeps for a granularity, those it needs first. */
export function elementsFor(
  filiere: Filiere,
  granularity: string,
): { required: KeyDataElement[]; optional: KeyDataElement[] } {
  const here = filiere.keyDataElements.filter(
    ({ granularities }) => !granularities?.length || granularities.includes(granularity),
  );
  return {
    required: here.filter(({ required }) => required),
    optional: here.filter(({ required }) => !required),
  };
}

/** The element that is the article's own reference already, where the filière needs one: it is not asked for twice. */
export const referenceElement = (filiere: Filiere, granularity: string): KeyDataElement | undefined =>
  elementsFor(filiere, granularity).required.find(({ key, type }) => type === 'text' && key === 'partNumber');

/** « 12,5 », « 1 480 » and « 12.5 » are numbers; anything else is not. */
export function numberFrom(written: string): number | undefined {
  const plain = written.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** How the platform is told which thing this is: logistic unit, item code and number, or own reference and number. */
export function itemRefOf(draft: LotDraft, filiere: Filiere): ItemRefInput {
  const number = draft.number.trim();
  if (draft.granularity === 'SSCC') return { sscc: number };
  const own = draft.identification === 'own';
  const element = referenceElement(filiere, draft.granularity);
  const reference = element ? (draft.keyData[element.key] ?? '') : draft.reference;
  const product = own ? { reference: reference.trim() } : { gtin: draft.gtin.trim() };
  return { ...product, ...(draft.granularity === 'SERIAL' ? { serial: number } : { lot: number }) };
}

function typedValue(type: string, written: string): string | number | boolean {
  if (type === 'boolean') return written === 'true';
  return type === 'number' ? (numberFrom(written) ?? written) : written;
}

export function keyDataOf(draft: LotDraft, filiere: Filiere): Record<string, string | number | boolean> {
  const { required, optional } = elementsFor(filiere, draft.granularity);
  const filled = [...required, ...optional].filter(({ key }) => draft.keyData[key]?.trim());
  return Object.fromEntries(
    filled.map(({ key, type }) => [key, typedValue(type, draft.keyData[key]?.trim() ?? '')]),
  );
}

export const startOfDay = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

export const certificatesOf = (draft: LotDraft): CertificateInput[] =>
  draft.certificates.map(({ type, number, issuer, validFrom, validTo }) => ({
    type,
    number: number.trim(),
    ...(issuer.trim() && { issuer: issuer.trim() }),
    ...(validFrom && { validFrom: startOfDay(validFrom) }),
    ...(validTo && { validTo: startOfDay(validTo) }),
  }));

export const quantityOf = (draft: LotDraft): { value: number; unit: string } | undefined => {
  const value = numberFrom(draft.quantity);
  return value === undefined ? undefined : { value, unit: draft.unit };
};

/** Every field of a lot, in the order of the form; `prefix` is where the lot stands in the input. */
export function lotFields(draft: LotDraft, filiere: Filiere, prefix = ''): string[] {
  const keys = filiere.keyDataElements.map(({ key }) => `keyData.${key}`);
  const certificates = draft.certificates.flatMap((_, index) => [
    `certificates.${index}.type`,
    `certificates.${index}.number`,
  ]);
  const item = [numberField(draft), 'item.gtin', 'item.reference'];
  return ['granularity', ...item, 'name', 'quantity', ...keys, ...certificates].map(
    (field) => prefix + field,
  );
}

/** The field of the form that holds the number of the thing. */
export const numberField = (draft: LotDraft): string =>
  draft.granularity === 'SSCC' ? 'item.sscc' : draft.granularity === 'SERIAL' ? 'item.serial' : 'item.lot';

/** What can be seen missing before anything is sent; the platform checks the rest. */
export function lotProblems(
  draft: LotDraft,
  filiere: Filiere,
  t: Translate,
  labelOf: (element: KeyDataElement) => string,
  prefix = '',
): Problem[] {
  const missing = (field: string, isMissing: boolean, message: string): Problem[] =>
    isMissing ? [{ field: prefix + field, message }] : [];
  const isUnit = draft.granularity === 'SSCC';
  const asksReference =
    !isUnit && draft.identification === 'own' && !referenceElement(filiere, draft.granularity);
  const badNumbers = filiere.keyDataElements.filter(
    ({ key, type }) =>
      type === 'number' && draft.keyData[key]?.trim() && numberFrom(draft.keyData[key] ?? '') === undefined,
  );
  return [
    ...missing(numberField(draft), !draft.number.trim(), t('declare.numberMissing')),
    ...missing('name', !draft.name.trim(), t('declare.nameMissing')),
    ...missing(
      'quantity',
      draft.quantity.trim() !== '' && numberFrom(draft.quantity) === undefined,
      t('declare.quantityWrong'),
    ),
    ...missing('item.reference', asksReference && !draft.reference.trim(), t('declare.referenceMissing')),
    ...missing(
      'item.gtin',
      !isUnit && draft.identification === 'gtin' && !draft.gtin.trim(),
      t('declare.gtinMissing'),
    ),
    ...elementsFor(filiere, draft.granularity).required.flatMap((element) =>
      missing(
        `keyData.${element.key}`,
        !draft.keyData[element.key]?.trim(),
        t('declare.valueMissing', { label: labelOf(element) }),
      ),
    ),
    ...badNumbers.flatMap((element) =>
      missing(`keyData.${element.key}`, true, t('declare.numberWrong', { label: labelOf(element) })),
    ),
    ...draft.certificates.flatMap(({ type, number }, index) => [
      ...missing(`certificates.${index}.type`, !type, t('declare.certificateTypeMissing')),
      ...missing(`certificates.${index}.number`, !number.trim(), t('declare.certificateNumberMissing')),
    ]),
  ];
}
