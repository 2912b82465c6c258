import { convertQuantity } from '@maillon/filieres';
import { IncomingDocument } from '../edi-types.js';
import { DraftLine, readNumber, readUnit } from '../incoming-draft.js';
import { finishUblDocument } from './finish-ubl-document.js';
import { UblContext } from './ubl-context.js';
import { UblNode } from './ubl-node.js';

/** UNCL 1001 codes of document references on lines. */
const CERTIFICATES = ['1', '2', '3'];
const CALL_OFFS = ['226', '241', '242'];

/** UBL DespatchAdvice. */
export function readUblDespatchAdvice(context: UblContext): IncomingDocument {
  const { root, draft } = context;
  readHead(context);
  const shipment = root.at('Shipment');
  const delivery = shipment?.at('Delivery');
  const despatch = delivery?.at('Despatch');
  draft.header['despatchDate'] = despatchDate(context, despatch);
  if (draft.header['despatchDate'] === undefined) delete draft.header['despatchDate'];
  const period = delivery?.at('EstimatedDeliveryPeriod');
  context.setDate(undefined, 'estimatedArrival', period?.at('EndDate') ?? period?.at('StartDate'));
  context.place('shipTo', delivery?.at('DeliveryLocation'));
  context.place('shipFrom', despatch?.at('DespatchLocation'));
  const carrier = delivery?.at('CarrierParty') ?? despatch?.at('CarrierParty');
  context.header('carrierName', carrier?.at('PartyName', 'Name'));
  context.header('carrierReference', delivery?.at('TrackingID'));
  context.header('incoterm', delivery?.at('DeliveryTerms', 'ID'));
  readWeight(context, shipment?.at('GrossWeightMeasure'));
  context.header('packageCount', shipment?.at('TotalTransportHandlingUnitQuantity'));
  for (const node of root.all('DespatchLine')) {
    const line = draft.addLine(context.lineNumber(node.at('ID')), node);
    context.quantity(line, 'quantity', node.at('DeliveredQuantity'));
    readLine(context, line, node);
  }
  const seller = context.party('SellerSupplierParty') ?? context.party('DespatchSupplierParty');
  const buyer = context.party('BuyerCustomerParty') ?? context.party('DeliveryCustomerParty');
  return finishUblDocument(context, 'despatch_advice', seller, buyer);
}

/** UBL ReceiptAdvice. What is received holds what is rejected of it. */
export function readUblReceiptAdvice(context: UblContext): IncomingDocument {
  const { root, draft } = context;
  readHead(context);
  const delivery = root.at('Shipment', 'Delivery');
  const date = delivery?.at('ActualDeliveryDate');
  const received = date
    ? context.instant(date, delivery?.at('ActualDeliveryTime'))
    : context.instant(root.at('ReceiptLine', 'ReceivedDate') ?? root.at('IssueDate'), undefined);
  if (received !== undefined) draft.header['receiptDate'] = received;
  context.header('despatchAdviceNumber', root.at('DespatchDocumentReference', 'ID'));
  context.place('location', delivery?.at('DeliveryLocation'));
  for (const node of root.all('ReceiptLine')) {
    const line = draft.addLine(context.lineNumber(node.at('ID')), node);
    context.quantity(line, 'quantity', node.at('ReceivedQuantity'));
    context.quantity(line, 'rejectedQuantity', node.at('RejectedQuantity'));
    context.quantity(line, 'shortQuantity', node.at('ShortQuantity'));
    const { quantity, rejectedQuantity } = line.values;
    if (typeof quantity === 'number' && typeof rejectedQuantity === 'number')
      line.values['quantity'] = Math.max(0, Number((quantity - rejectedQuantity).toFixed(6)));
    if (rejectedQuantity !== undefined) context.line(line, 'rejectReason', node.at('RejectReasonCode'));
    const despatched = node.at('DespatchLineReference', 'LineID');
    if (despatched && context.lineNumber(despatched)) context.line(line, 'despatchLine', despatched);
    context.header('despatchAdviceNumber', node.at('DespatchLineReference', 'DocumentReference', 'ID'));
    readLine(context, line, node);
  }
  const buyer = context.party('BuyerCustomerParty') ?? context.party('DeliveryCustomerParty');
  const seller = context.party('SellerSupplierParty') ?? context.party('DespatchSupplierParty');
  return finishUblDocument(context, 'receipt_advice', buyer, seller);
}

function readHead(context: UblContext): void {
  const { root } = context;
  context.header('number', root.at('ID'));
  context.notes();
  context.header('orderNumber', root.at('OrderReference', 'ID'));
}

function despatchDate(context: UblContext, despatch: UblNode | undefined): string {
  for (const kind of ['Actual', 'Estimated', 'Requested']) {
    const date = despatch?.at(`${kind}DespatchDate`);
    if (date) return context.instant(date, despatch?.at(`${kind}DespatchTime`))!;
  }
  const issued = context.root.at('IssueDate');
  const moment = context.instant(issued, context.root.at('IssueTime'));
  if (issued && moment !== undefined) context.draft.report('DATE_ASSUMED', issued);
  return moment!;
}

function readWeight(context: UblContext, node: UblNode | undefined): void {
  if (!node) return;
  const [unit, value] = [readUnit(node.attribute('unitCode') || 'KGM'), readNumber(node.text)];
  const weight = unit && value !== undefined ? convertQuantity(value, unit, 'KGM') : undefined;
  context.draft.setHeader('grossWeight', weight === undefined ? node.text : String(weight), node);
}

/** What despatch and receipt lines say alike. */
function readLine(context: UblContext, line: DraftLine, node: UblNode): void {
  const reference = node.at('OrderLineReference');
  const orderLine = reference?.at('LineID');
  if (orderLine && /^\d{1,9}$/.test(orderLine.text)) context.line(line, 'orderLine', orderLine);
  context.line(line, 'orderNumber', reference?.at('OrderReference', 'ID'));
  context.line(line, 'note', node.at('Note'));
  context.item(line, node.at('Item'));
  const unit = node.at('Shipment', 'TransportHandlingUnit');
  context.line(line, 'packageType', unit?.at('TransportHandlingUnitTypeCode'));
  const label = unit?.at('ID');
  if (label) {
    const isNumber = /^(?:00)?\d{18}$/.test(label.text.replace(/\s/g, ''));
    if (isNumber) context.line(line, 'sscc', label);
    else context.draft.remark('LABEL_NOT_SSCC', label);
  }
  for (const document of node.all('DocumentReference')) {
    const type = document.at('DocumentTypeCode')?.text ?? '';
    if (CALL_OFFS.includes(type)) context.line(line, 'callOffNumber', document.at('ID'));
    else if (CERTIFICATES.includes(type)) context.line(line, 'certificateNumber', document.at('ID'));
  }
}
