import { Values } from '../../document.js';
import { OutgoingDocument } from '../edi-types.js';
import {
  dateOf,
  group,
  itemOf,
  locationOf,
  measure,
  partyOf,
  Parts,
  timeOf,
  UblPart,
  unlessEmpty,
} from './ubl-parts.js';

export function writeUblDespatchAdvice(document: OutgoingDocument): Parts {
  const { header, lines, issuer, recipient, function: purpose } = document;
  const departure = header['despatchDate'];
  return {
    ID: header['number'],
    CopyIndicator: purpose === 'duplicate' ? 'true' : undefined,
    IssueDate: dateOf(departure),
    Note: header['note'],
    LineCountNumeric: lines.length,
    OrderReference: unlessEmpty({ ID: header['orderNumber'] }),
    DespatchSupplierParty: partyOf(issuer),
    DeliveryCustomerParty: partyOf(recipient),
    Shipment: group({
      ID: '1',
      GrossWeightMeasure: measure(header['grossWeight'], 'KGM'),
      TotalTransportHandlingUnitQuantity: header['packageCount'],
      Delivery: unlessEmpty({
        TrackingID: header['carrierReference'],
        DeliveryLocation: locationOf(header['shipTo']),
        EstimatedDeliveryPeriod: unlessEmpty({ EndDate: header['estimatedArrival'] }),
        CarrierParty: unlessEmpty({ PartyName: unlessEmpty({ Name: header['carrierName'] }) }),
        Despatch: unlessEmpty({
          ActualDespatchDate: dateOf(departure),
          ActualDespatchTime: timeOf(departure),
          DespatchLocation: locationOf(header['shipFrom']),
        }),
        DeliveryTerms: unlessEmpty({ ID: header['incoterm'] }),
      }),
    }),
    DespatchLine: lines.map(({ lineNumber, values }) =>
      group({
        ID: lineNumber,
        Note: values['note'],
        DeliveredQuantity: measure(values['quantity'], values['unit']),
        OrderLineReference: orderLine(values),
        DocumentReference: documents(values),
        Item: itemOf(values),
        Shipment: handlingUnit(lineNumber, values),
      }),
    ),
  };
}

export function writeUblReceiptAdvice(document: OutgoingDocument): Parts {
  const { header, lines, issuer, recipient, function: purpose } = document;
  const arrival = header['receiptDate'];
  return {
    ID: header['number'],
    CopyIndicator: purpose === 'duplicate' ? 'true' : undefined,
    IssueDate: dateOf(arrival),
    Note: header['note'],
    LineCountNumeric: lines.length,
    OrderReference: unlessEmpty({ ID: header['orderNumber'] }),
    DespatchDocumentReference: unlessEmpty({ ID: header['despatchAdviceNumber'] }),
    DeliveryCustomerParty: partyOf(issuer),
    DespatchSupplierParty: partyOf(recipient),
    Shipment: group({
      ID: '1',
      Delivery: unlessEmpty({
        ActualDeliveryDate: dateOf(arrival),
        ActualDeliveryTime: timeOf(arrival),
        DeliveryLocation: locationOf(header['location']),
      }),
    }),
    ReceiptLine: lines.map(({ lineNumber, values }) => {
      const { quantity, rejectedQuantity: rejected, shortQuantity: short, unit } = values;
      const received =
        typeof quantity === 'number' && typeof rejected === 'number' ? quantity + rejected : quantity;
      const ordered = values['orderLine'] !== undefined || values['orderNumber'] !== undefined;
      return group({
        ID: lineNumber,
        Note: values['note'],
        ReceivedQuantity: measure(
          typeof received === 'number' ? Number(received.toFixed(6)) : received,
          unit,
        ),
        ShortQuantity: measure(short, unit),
        RejectedQuantity: measure(rejected, unit),
        RejectReasonCode: rejected === undefined ? undefined : values['rejectReason'],
        OrderLineReference: ordered ? orderLine(values) : undefined,
        DespatchLineReference: despatchLine(values, header),
        DocumentReference: documents(values),
        Item: itemOf(values),
        Shipment: handlingUnit(lineNumber, values),
      });
    }),
  };
}

/** The schema wants a line reference on every despatch line: `NA` where the order line is not known. */
const orderLine = ({ orderLine: line, orderNumber }: Values): UblPart =>
  group({ LineID: line ?? 'NA', OrderReference: unlessEmpty({ ID: orderNumber }) });

const despatchLine = ({ despatchLine: line }: Values, header: Values): UblPart =>
  line === undefined
    ? undefined
    : group({ LineID: line, DocumentReference: unlessEmpty({ ID: header['despatchAdviceNumber'] }) });

/** UNCL 1001: 226 is a call-off, 3 a certificate of quality. */
const documents = ({ callOffNumber, certificateNumber }: Values): UblPart => [
  callOffNumber === undefined ? undefined : group({ ID: callOffNumber, DocumentTypeCode: '226' }),
  certificateNumber === undefined ? undefined : group({ ID: certificateNumber, DocumentTypeCode: '3' }),
];

const handlingUnit = (lineNumber: number, { sscc, packageType }: Values): UblPart =>
  sscc === undefined && packageType === undefined
    ? undefined
    : group({
        ID: lineNumber,
        TransportHandlingUnit: group({ ID: sscc, TransportHandlingUnitTypeCode: packageType }),
      });
