import { OutgoingDocument, OutgoingResponse } from '../edi-types.js';
import { group, itemOf, locationOf, measure, partyOf, Parts, unlessEmpty } from './ubl-parts.js';

export function writeUblOrder({
  header,
  lines,
  issuer,
  recipient,
  function: purpose,
}: OutgoingDocument): Parts {
  const currency = header['currency'];
  return {
    ID: header['number'],
    CopyIndicator: purpose === 'duplicate' ? 'true' : undefined,
    IssueDate: header['issueDate'],
    OrderTypeCode: '220',
    Note: header['note'],
    DocumentCurrencyCode: currency,
    LineCountNumeric: lines.length,
    Contract: unlessEmpty({ ID: header['contractNumber'] }),
    BuyerCustomerParty: partyOf(issuer),
    SellerSupplierParty: partyOf(recipient),
    Delivery: unlessEmpty({
      DeliveryLocation: locationOf(header['deliveryLocation']),
      RequestedDeliveryPeriod: unlessEmpty({ EndDate: header['requestedDate'] }),
    }),
    DeliveryTerms: unlessEmpty({
      ID: header['incoterm'],
      DeliveryLocation: unlessEmpty({ Name: header['incotermPlace'] }),
    }),
    OrderLine: lines.map(({ lineNumber, values }) =>
      group({
        LineItem: group({
          ID: lineNumber,
          Note: values['note'],
          Quantity: measure(values['quantity'], values['unit']),
          Delivery: unlessEmpty({
            RequestedDeliveryPeriod: unlessEmpty({ EndDate: values['requestedDate'] }),
          }),
          Price:
            values['price'] === undefined
              ? undefined
              : group({
                  PriceAmount: {
                    text: values['price'],
                    attributes: { currencyID: String(currency ?? 'EUR') },
                  },
                }),
          Item: itemOf(values),
        }),
      }),
    ),
  };
}

/** UNCL 4343 and 1229. */
const ACT_CODES = { accept: 'AP', modify: 'CA', reject: 'RE' } as const;
const ANSWER_CODES: Readonly<Record<string, string>> = { accepted: '5', changed: '3', rejected: '7' };

export function writeUblOrderResponse(response: OutgoingResponse): Parts {
  const { act, lines, issuer, recipient } = response;
  const whole = act === 'reject' ? 'rejected' : 'accepted';
  return {
    ID: response.number,
    IssueDate: response.issueDate,
    OrderResponseCode: ACT_CODES[act],
    Note: response.reason,
    LineCountNumeric: lines.length,
    OrderReference: group({ ID: response.answersNumber }),
    SellerSupplierParty: partyOf(issuer),
    BuyerCustomerParty: partyOf(recipient),
    OrderLine: lines.map(({ lineNumber, values }) => {
      const answer = act === 'modify' ? String(values['answer'] ?? whole) : whole;
      const quantity = values['confirmedQuantity'] ?? values['quantity'];
      return group({
        LineItem: group({
          ID: lineNumber,
          Note: values['answerNote'],
          LineStatusCode: ANSWER_CODES[answer],
          Quantity: answer === 'rejected' ? undefined : measure(quantity, values['unit']),
          Delivery: unlessEmpty({
            PromisedDeliveryPeriod: unlessEmpty({ EndDate: values['confirmedDate'] }),
          }),
          Item: itemOf(values),
        }),
        OrderLineReference: group({ LineID: lineNumber }),
      });
    }),
  };
}
