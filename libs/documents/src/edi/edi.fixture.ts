import { OutgoingDocument, OutgoingResponse, PartyRef } from './edi-types.js';
import { OutgoingEnvelope } from './edifact/write-edifact-messages.js';

export const BUYER: PartyRef = {
  identifiers: [
    { scheme: 'gln', value: '3012345600002' },
    { scheme: 'vat', value: 'FR83404833048' },
  ],
  name: 'Ateliers de la Risle',
};
export const SELLER: PartyRef = {
  identifiers: [
    { scheme: 'odette', value: 'O0013000123LABRE' },
    { scheme: 'siret', value: '55210055400005' },
  ],
  name: "Décolletage d'Arve + Fils : pièces",
};

export const ENVELOPE: OutgoingEnvelope = {
  sender: { id: '3012345600002', qualifier: '14' },
  recipient: { id: '55210055400005', qualifier: '5' },
  preparedAt: '2026-03-12T14:05',
  controlReference: 'I0001',
  acknowledgementRequested: true,
};

export const ORDER: OutgoingDocument = {
  kind: 'document',
  type: 'order',
  issuer: BUYER,
  recipient: SELLER,
  header: {
    number: 'CDE-2026-0117',
    issueDate: '2026-03-12',
    requestedDate: '2026-04-02',
    currency: 'EUR',
    incoterm: 'DAP',
    incotermPlace: 'Brionne',
    deliveryLocation: '3012345600019',
    contractNumber: 'CO/77',
    note: "Livrer quai 3 : appeler l'accueil avant.\nMerci + à bientôt ?",
  },
  lines: [
    {
      lineNumber: 10,
      values: {
        buyerItem: 'AR-4411',
        sellerItem: 'LBR:26+7',
        gtin: '03012345678902',
        description: "Ferrure de train d'atterrissage usinée dans la masse, traitée OAS et peinte",
        quantity: 12.5,
        unit: 'KGM',
        price: 1.234,
        requestedDate: '2026-04-01',
        note: 'Certificat 3.1 exigé',
      },
    },
    { lineNumber: 20, values: { sellerItem: 'VIS-6X22', quantity: 4000, unit: 'H87' } },
  ],
};

export const RESPONSE: OutgoingResponse = {
  kind: 'response',
  type: 'order',
  number: 'AR-555',
  issueDate: '2026-03-13',
  answersNumber: 'CDE-2026-0117',
  act: 'modify',
  reason: 'Matière en retard.',
  issuer: SELLER,
  recipient: BUYER,
  lines: [
    {
      lineNumber: 10,
      values: {
        buyerItem: 'AR-4411',
        quantity: 12.5,
        unit: 'KGM',
        answer: 'changed',
        confirmedQuantity: 10,
        confirmedDate: '2026-04-09',
        answerNote: 'Reste le 16.',
      },
    },
    { lineNumber: 20, values: { sellerItem: 'VIS-6X22', quantity: 4000, unit: 'H87', answer: 'accepted' } },
    { lineNumber: 30, values: { sellerItem: 'VIS-8X22', quantity: 10, unit: 'H87', answer: 'rejected' } },
  ],
};

export const DESPATCH: OutgoingDocument = {
  kind: 'document',
  type: 'despatch_advice',
  issuer: SELLER,
  recipient: BUYER,
  header: {
    number: 'BL-26-0099',
    despatchDate: '2026-03-30T16:45:00+02:00',
    estimatedArrival: '2026-04-01',
    orderNumber: 'CDE-2026-0117',
    shipFrom: 'Usine de Cluses',
    shipTo: '3012345600019',
    carrierName: 'Transports du Faucigny',
    carrierReference: 'REC-88127',
    incoterm: 'DAP',
    grossWeight: 128.4,
    packageCount: 2,
    note: 'Fragile',
  },
  lines: [
    {
      lineNumber: 1,
      values: {
        orderNumber: 'CDE-2026-0117',
        orderLine: 10,
        buyerItem: 'AR-4411',
        sellerItem: 'LBR-26',
        description: 'Ferrure de train',
        quantity: 6,
        unit: 'H87',
        lot: 'H7741-22',
        sscc: '395260000000000014',
        packageType: 'CT',
        productionDate: '2026-03-20',
        expiryDate: '2028-03-20',
        certificateNumber: 'C3.1-2026-77',
        note: 'Premier lot',
      },
    },
    {
      lineNumber: 2,
      values: {
        orderNumber: 'CDE-2026-0117',
        orderLine: 10,
        buyerItem: 'AR-4411',
        quantity: 1,
        unit: 'H87',
        serial: 'SN-000417',
        sscc: '395260000000000014',
        packageType: 'CT',
      },
    },
    {
      lineNumber: 3,
      values: { callOffNumber: 'APP-3', gtin: '03012345678902', quantity: 2.5, unit: 'KGM', lot: 'L:2+3' },
    },
  ],
};

export const RECEIPT: OutgoingDocument = {
  kind: 'document',
  type: 'receipt_advice',
  issuer: BUYER,
  recipient: SELLER,
  header: {
    number: 'REC-26-12',
    receiptDate: '2026-04-01T08:10:00+02:00',
    despatchAdviceNumber: 'BL-26-0099',
    orderNumber: 'CDE-2026-0117',
    location: '3012345600019',
    note: 'Un carton mouillé',
  },
  lines: [
    {
      lineNumber: 1,
      values: {
        despatchLine: 1,
        orderNumber: 'CDE-2026-0117',
        orderLine: 10,
        buyerItem: 'AR-4411',
        quantity: 4,
        rejectedQuantity: 1.5,
        shortQuantity: 0.5,
        rejectReason: 'damaged',
        unit: 'H87',
        lot: 'H7741-22',
        sscc: '395260000000000014',
        note: 'Coin écrasé',
      },
    },
    { lineNumber: 2, values: { despatchLine: 3, sellerItem: 'VIS', quantity: 2.5, unit: 'KGM' } },
  ],
};
