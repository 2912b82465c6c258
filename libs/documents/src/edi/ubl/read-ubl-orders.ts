import { IncomingDocument, IncomingResponse } from '../edi-types.js';
import { DraftLine, MAX_REASON, readNumber, readUnit } from '../incoming-draft.js';
import { finishUblDocument } from './finish-ubl-document.js';
import { UblContext } from './ubl-context.js';
import { UblNode } from './ubl-node.js';

/** UBL Order. */
export function readUblOrder(context: UblContext): IncomingDocument {
  const { root, draft } = context;
  context.header('number', root.at('ID'));
  context.setDate(undefined, 'issueDate', root.at('IssueDate'));
  context.notes();
  context.header('currency', root.at('DocumentCurrencyCode'));
  context.header('contractNumber', root.at('Contract', 'ID'));
  const delivery = root.at('Delivery');
  if (delivery) {
    context.setDate(undefined, 'requestedDate', requestedDate(delivery));
    context.place('deliveryLocation', delivery.at('DeliveryLocation'));
  }
  const terms = root.at('DeliveryTerms') ?? delivery?.at('DeliveryTerms');
  context.header('incoterm', terms?.at('ID'));
  context.header('incotermPlace', terms?.at('DeliveryLocation', 'Name') ?? terms?.at('SpecialTerms'));
  for (const orderLine of root.all('OrderLine')) {
    const item = orderLine.at('LineItem');
    if (!item) continue;
    const line = draft.addLine(context.lineNumber(item.at('ID')), item);
    context.item(line, item.at('Item'));
    context.quantity(line, 'quantity', item.at('Quantity'));
    context.line(line, 'note', item.at('Note') ?? orderLine.at('Note'));
    context.setDate(line, 'requestedDate', requestedDate(item.at('Delivery')));
    readPrice(context, line, item.at('Price'));
  }
  const [buyer, seller] = [context.party('BuyerCustomerParty'), context.party('SellerSupplierParty')];
  return finishUblDocument(context, 'order', buyer, seller);
}

function requestedDate(delivery: UblNode | undefined): UblNode | undefined {
  const period = delivery?.at('RequestedDeliveryPeriod');
  return period?.at('EndDate') ?? period?.at('StartDate') ?? delivery?.at('LatestDeliveryDate');
}

/** cac:Price: per BaseQuantity of its unit. */
function readPrice(context: UblContext, line: DraftLine, price: UblNode | undefined): void {
  const amount = price?.at('PriceAmount');
  if (!price || !amount) return;
  const base = price.at('BaseQuantity');
  const unit = base?.attribute('unitCode');
  if (base && unit && readUnit(unit) !== line.values['unit'] && line.values['unit'] !== undefined)
    return context.draft.report('PRICE_LEFT_OUT', base);
  const value = readNumber(amount.text);
  const per = base ? (readNumber(base.text) ?? 1) : 1;
  const written =
    value !== undefined && per > 0 && per !== 1 ? String(Number((value / per).toFixed(6))) : amount.text;
  context.draft.setLine(line, 'price', written, amount);
  const currency = amount.attribute('currencyID');
  if (currency && context.draft.header['currency'] === undefined)
    context.draft.setHeader('currency', currency, {
      fault: (problem) => amount.fault({ ...problem, value: currency }),
    });
}

/** UNCL 4343 as Peppol uses it, and UNCL 1229 for lines. */
const ACTS: Readonly<Record<string, IncomingResponse['act']>> = {
  AP: 'accept',
  '29': 'accept',
  CA: 'modify',
  AC: 'modify',
  '4': 'modify',
  RE: 'reject',
  '27': 'reject',
};
const ANSWERS: Readonly<Record<string, string>> = {
  '3': 'changed',
  '5': 'accepted',
  '6': 'changed',
  '7': 'rejected',
};

/** UBL OrderResponse. */
export function readUblOrderResponse(context: UblContext): IncomingResponse {
  const { root, draft } = context;
  for (const orderLine of root.all('OrderLine')) {
    const item = orderLine.at('LineItem');
    if (!item) continue;
    const reference = orderLine.at('OrderLineReference', 'LineID');
    const number = context.lineNumber(reference) || context.lineNumber(item.at('ID'));
    const line = draft.addLine(number, item);
    if (number === 0) draft.report('NUMBER_UNREADABLE', reference ?? item.at('ID') ?? item);
    const answer = ANSWERS[item.at('LineStatusCode')?.text ?? ''];
    if (answer) line.values['answer'] = answer;
    context.quantity(line, 'confirmedQuantity', item.at('Quantity'));
    const period = item.at('Delivery', 'PromisedDeliveryPeriod');
    context.setDate(line, 'confirmedDate', period?.at('EndDate') ?? period?.at('StartDate'));
    context.line(line, 'answerNote', item.at('Note') ?? orderLine.at('Note'));
  }
  context.date(root.at('IssueDate'));
  const answers = draft.lines.map(({ values }) => values['answer']);
  const said = ACTS[root.at('OrderResponseCode')?.text ?? ''];
  const notes = [
    ...root.all('Note').map(({ text }) => text),
    ...draft.lines.map(({ values }) => values['answerNote']),
  ];
  const reason = [...new Set(notes.filter((note) => note !== undefined && note !== ''))]
    .join(' ')
    .slice(0, MAX_REASON);
  const number = root.at('ID')?.text ?? '';
  const nobody = { identifiers: [] };
  return {
    kind: 'response',
    syntax: 'ubl',
    type: 'order',
    messageType: root.name,
    messageReference: number,
    number,
    function: 'original',
    issuer: context.party('SellerSupplierParty') ?? nobody,
    recipient: context.party('BuyerCustomerParty') ?? nobody,
    answersNumber: root.at('OrderReference', 'ID')?.text ?? '',
    act:
      said ??
      (answers.some((answer) => answer === 'changed' || answer === 'rejected') ? 'modify' : 'compare'),
    reason: reason || `OrderResponse ${number}`,
    lines: draft.lines.map(({ lineNumber, values: { unit, ...values } }) => ({
      lineNumber,
      values,
      ...(typeof unit === 'string' && { unit }),
    })),
    refused: draft.refused,
    findings: draft.findings,
  };
}
