import { EDI_PROFILES, OutgoingDocument, OutgoingResponse, writeEdifactMessages } from '@maillon/documents';

export const BUYER = '552100554';
export const SELLER = '732829320';

export const party = (siren: string, name: string) => ({
  name,
  identifiers: [{ scheme: 'siren' as const, value: siren }],
});

let number = 0;
/** A number or reference of a test's own. */
export const next = (prefix: string) => `${prefix}${++number}`;

/** An order of 10 kg by the buyer to the seller. */
export const ediOrder = (
  own: string,
  more: Partial<OutgoingDocument> = {},
  quantity = 10,
): OutgoingDocument => ({
  kind: 'document',
  type: 'order',
  header: { number: own, issueDate: '2026-03-25', requestedDate: '2026-05-01' },
  lines: [{ lineNumber: 1, values: { buyerItem: 'A-1', description: 'Chêne', quantity, unit: 'KGM' } }],
  issuer: party(BUYER, 'Scierie'),
  recipient: party(SELLER, 'Forêt'),
  ...more,
});

/** The seller's answer to it: an acceptance of 10, a proposal of anything else. */
export const ediResponse = (
  answersNumber: string,
  confirmedQuantity: number,
  more: Partial<OutgoingResponse> = {},
): OutgoingResponse => ({
  kind: 'response',
  type: 'order',
  number: next('RE'),
  issueDate: '2026-03-26',
  answersNumber,
  act: confirmedQuantity === 10 ? 'accept' : 'modify',
  ...(confirmedQuantity !== 10 && { reason: 'stock' }),
  lines: [
    {
      lineNumber: 1,
      values: {
        buyerItem: 'A-1',
        quantity: 10,
        unit: 'KGM',
        confirmedQuantity,
        answer: confirmedQuantity === 10 ? 'accepted' : 'changed',
      },
    },
  ],
  issuer: party(SELLER, 'Forêt'),
  recipient: party(BUYER, 'Scierie'),
  ...more,
});

/** A message as a file of EDIFACT. */
export const ediFile = (message: OutgoingDocument | OutgoingResponse, controlReference = next('REF')) =>
  writeEdifactMessages(
    [message],
    {
      sender: { id: 'SENDER', qualifier: 'ZZ' },
      recipient: { id: 'MAILLON', qualifier: 'ZZ' },
      preparedAt: '2026-03-25T10:00',
      controlReference,
    },
    EDI_PROFILES.default,
  ).bytes;
