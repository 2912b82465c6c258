import { FieldValue, Values } from '../../document.js';
import { PartyRef } from '../edi-types.js';
import { shortGtin } from '../edifact/segment-builders.js';
import { ublSchemeOf } from '../party-identifiers.js';

export type Parts = Readonly<Record<string, UblPart>>;
/** A text or number; with attributes; children by name; or several of these. Undefined parts are left out. */
export type UblPart =
  | FieldValue
  | undefined
  | { readonly text: FieldValue; readonly attributes: Readonly<Record<string, string | undefined>> }
  | { readonly parts: Parts }
  | readonly UblPart[];

export const group = (parts: Parts): UblPart => ({ parts });

/** Children under one parent, only where one of them says something. */
export function unlessEmpty(parts: Parts): UblPart {
  return Object.values(parts).some(isSaid) ? { parts } : undefined;
}

const isSaid = (part: UblPart): boolean =>
  part !== undefined && part !== '' && (!Array.isArray(part) || part.some(isSaid));

export const measure = (value: FieldValue | undefined, unit: FieldValue | undefined): UblPart =>
  value === undefined
    ? undefined
    : { text: value, attributes: { unitCode: unit === undefined ? undefined : String(unit) } };

/** cac:Item with its numbers, lot, serial number and dates. */
export function itemOf(values: Values): UblPart {
  const { buyerItem, sellerItem, gtin, description, lot, serial, productionDate, expiryDate } = values;
  const id = (value: FieldValue | undefined): UblPart =>
    value === undefined ? undefined : group({ ID: value });
  return group({
    Name: description ?? sellerItem ?? buyerItem ?? gtin,
    BuyersItemIdentification: id(buyerItem),
    SellersItemIdentification: id(sellerItem),
    StandardItemIdentification:
      gtin === undefined
        ? undefined
        : group({ ID: { text: shortGtin(String(gtin)), attributes: { schemeID: '0160' } } }),
    ItemInstance: unlessEmpty({
      ManufactureDate: productionDate,
      SerialID: serial,
      LotIdentification: unlessEmpty({ LotNumberID: lot, ExpiryDate: expiryDate }),
    }),
  });
}

/** A company under its role: `BuyerCustomerParty`. */
export function partyOf({ identifiers, name }: PartyRef): UblPart {
  const ofScheme = (scheme: string) => identifiers.filter((one) => one.scheme === scheme);
  const own = identifiers.filter(
    ({ scheme }) => !['vat', 'siren', 'assigned_by_buyer', 'assigned_by_seller'].includes(scheme),
  );
  return group({
    CustomerAssignedAccountID: ofScheme('assigned_by_buyer')[0]?.value,
    Party: group({
      PartyIdentification: own.map((one) =>
        group({ ID: { text: one.value, attributes: { schemeID: ublSchemeOf(one) } } }),
      ),
      PartyName: name === undefined ? undefined : group({ Name: name }),
      PartyTaxScheme: ofScheme('vat').map(({ value }) =>
        group({ CompanyID: value, TaxScheme: group({ ID: 'VAT' }) }),
      ),
      PartyLegalEntity: ofScheme('siren').map(({ value }) =>
        group({ CompanyID: { text: value, attributes: { schemeID: '0002' } } }),
      ),
    }),
  });
}

/** A place: under ID where it is a number without blanks, else under Name. */
export const locationOf = (place: FieldValue | undefined): UblPart =>
  place === undefined ? undefined : group(/^[\w./-]+$/.test(String(place)) ? { ID: place } : { Name: place });

export const dateOf = (instant: FieldValue | undefined): string | undefined =>
  instant === undefined ? undefined : String(instant).slice(0, 10);

/** Time with offset of an instant, xsd:time. */
export const timeOf = (instant: FieldValue | undefined): string | undefined =>
  instant === undefined ? undefined : String(instant).slice(11) || undefined;
