import { readXml, XmlElement } from '@maillon/formats';
import { DESPATCH, ORDER, RECEIPT, RESPONSE } from '../edi.fixture.js';
import { IncomingDocument, IncomingResponse } from '../edi-types.js';
import { readUblMessage } from './read-ubl-message.js';
import { isAggregate, UBL_NAMESPACES, UBL_SEQUENCES } from './ubl-sequences.js';
import { writeUblMessage } from './write-ubl-message.js';

/** Whole sequences of the UBL 2.1 schemas, to hold the shorter ones of the code against. */
const SCHEMA: Readonly<Record<string, string>> = {
  Order:
    'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID SalesOrderID CopyIndicator UUID IssueDate IssueTime OrderTypeCode Note RequestedInvoiceCurrencyCode DocumentCurrencyCode PricingCurrencyCode TaxCurrencyCode CustomerReference AccountingCostCode AccountingCost LineCountNumeric ValidityPeriod QuotationDocumentReference OrderDocumentReference OriginatorDocumentReference CatalogueReference AdditionalDocumentReference Contract ProjectReference Signature BuyerCustomerParty SellerSupplierParty OriginatorCustomerParty FreightForwarderParty AccountingCustomerParty Delivery DeliveryTerms PaymentMeans PaymentTerms TransactionConditions AllowanceCharge TaxExchangeRate PricingExchangeRate PaymentExchangeRate DestinationCountry TaxTotal AnticipatedMonetaryTotal OrderLine',
  OrderResponse:
    'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID SalesOrderID CopyIndicator UUID IssueDate IssueTime OrderResponseCode Note DocumentCurrencyCode PricingCurrencyCode TaxCurrencyCode TotalPackagesQuantity GrossWeightMeasure NetWeightMeasure NetNetWeightMeasure GrossVolumeMeasure NetVolumeMeasure CustomerReference AccountingCostCode AccountingCost LineCountNumeric ValidityPeriod OrderReference OrderDocumentReference OriginatorDocumentReference AdditionalDocumentReference Contract Signature SellerSupplierParty BuyerCustomerParty OriginatorCustomerParty FreightForwarderParty AccountingSupplierParty AccountingCustomerParty Delivery DeliveryTerms PaymentMeans PaymentTerms AllowanceCharge TransactionConditions TaxExchangeRate PricingExchangeRate PaymentExchangeRate DestinationCountry TaxTotal LegalMonetaryTotal OrderLine',
  DespatchAdvice:
    'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime DocumentStatusCode DespatchAdviceTypeCode Note LineCountNumeric OrderReference AdditionalDocumentReference Signature DespatchSupplierParty DeliveryCustomerParty BuyerCustomerParty SellerSupplierParty OriginatorCustomerParty Shipment DespatchLine',
  ReceiptAdvice:
    'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime DocumentStatusCode ReceiptAdviceTypeCode Note LineCountNumeric OrderReference DespatchDocumentReference AdditionalDocumentReference Signature DeliveryCustomerParty DespatchSupplierParty BuyerCustomerParty SellerSupplierParty Shipment ReceiptLine',
  ReceiptLine:
    'ID UUID Note ReceivedQuantity ShortQuantity ShortageActionCode RejectedQuantity RejectReasonCode RejectReason RejectActionCode QuantityDiscrepancyCode OversupplyQuantity ReceivedDate TimingComplaintCode TimingComplaint OrderLineReference DespatchLineReference DocumentReference Item Shipment',
  Item: 'Description PackQuantity PackSizeNumeric CatalogueIndicator Name HazardousRiskIndicator AdditionalInformation Keyword BrandName ModelName BuyersItemIdentification SellersItemIdentification ManufacturersItemIdentification StandardItemIdentification CatalogueItemIdentification AdditionalItemIdentification CatalogueDocumentReference ItemSpecificationDocumentReference OriginCountry CommodityClassification TransactionConditions HazardousItem ClassifiedTaxCategory AdditionalItemProperty ManufacturerParty InformationContentProviderParty OriginAddress ItemInstance Certificate Dimension',
  Party:
    'MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID EndpointID IndustryClassificationCode PartyIdentification PartyName Language PostalAddress PhysicalLocation PartyTaxScheme PartyLegalEntity Contact Person AgentParty ServiceProviderParty PowerOfAttorney FinancialAccount',
  Price:
    'PriceAmount BaseQuantity PriceChangeReason PriceTypeCode PriceType OrderableUnitFactorRate ValidityPeriod PriceList AllowanceCharge PricingExchangeRate',
  RequestedDeliveryPeriod: 'StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode Description',
};

const DOCUMENTS = [
  ['Order', ORDER],
  ['OrderResponse', RESPONSE],
  ['DespatchAdvice', DESPATCH],
  ['ReceiptAdvice', RECEIPT],
] as const;

function walk(element: XmlElement, visit: (element: XmlElement) => void): void {
  visit(element);
  for (const child of element.children) walk(child, visit);
}

describe('UBL written', () => {
  it('knows its sequences as the schema has them', () => {
    for (const [name, whole] of Object.entries(SCHEMA)) {
      const schema = whole.split(' ');
      const places = UBL_SEQUENCES[name]!.map((child) => schema.indexOf(child));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it.each(DOCUMENTS)(
    '%s has its elements in the order of the schema, each in its namespace',
    (name, document) => {
      const { root } = readXml(writeUblMessage(document));
      expect(root).toMatchObject({ name, namespace: UBL_NAMESPACES.document(name) });
      let seen = 0;
      walk(root!, (element) => {
        const sequence = (SCHEMA[element.name]?.split(' ') ?? UBL_SEQUENCES[element.name]) as
          string[] | undefined;
        expect(element.children.length === 0 || sequence !== undefined).toBe(true);
        const places = element.children.map((child) => sequence!.indexOf(child.name));
        expect(places).not.toContain(-1);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const child of element.children)
          expect(child.namespace).toBe(UBL_NAMESPACES[isAggregate(child.name) ? 'cac' : 'cbc']);
        seen += places.length;
      });
      expect(seen).toBeGreaterThan(20);
    },
  );

  it('leaves no element empty', () => {
    for (const [, document] of DOCUMENTS)
      walk(readXml(writeUblMessage(document)).root!, ({ text, children, name }) =>
        expect([name, text.trim() !== '' || children.length > 0]).toEqual([name, true]),
      );
  });
});

const text = (document: Parameters<typeof writeUblMessage>[0]) => writeUblMessage(document).toString('utf8');
const read = (xml: string) => readUblMessage(Buffer.from(xml));
const faults = (xml: string) => read(xml).findings.map(({ code, path, line }) => `${code} ${path} ${line}`);

describe('UBL read', () => {
  it.each([
    ['no number', '<cbc:ID>CDE-2026-0117</cbc:ID>', '', 'EDI_ELEMENT_MISSING /Order 2'],
    ['an empty date', '>2026-03-12<', '><', 'EDI_ELEMENT_MISSING /Order/IssueDate 5'],
    ['an impossible date', '>2026-03-12<', '>2026-02-30<', 'EDI_DATE_IMPOSSIBLE /Order/IssueDate 5'],
    [
      'an unknown unit',
      'unitCode="KGM"',
      'unitCode="QQQ"',
      'EDI_UNIT_UNKNOWN /Order/OrderLine[1]/LineItem/Quantity 61',
    ],
    [
      'a negative quantity',
      '>12.5<',
      '>-12.5<',
      'EDI_NUMBER_NEGATIVE /Order/OrderLine[1]/LineItem/Quantity 61',
    ],
    [
      'words for a quantity',
      '>12.5<',
      '>douze<',
      'EDI_NUMBER_UNREADABLE /Order/OrderLine[1]/LineItem/Quantity 61',
    ],
    [
      'a wrong GTIN',
      '3012345678902',
      '3012345678903',
      'FIELD_WRONG_GTIN /Order/OrderLine[1]/LineItem/Item/StandardItemIdentification/ID 79',
    ],
    ['an unknown currency', '>EUR<', '>ZZZ<', 'FIELD_UNKNOWN_CODE /Order/DocumentCurrencyCode 9'],
  ])('refuses %s with path and line', (_name, from, to, fault) => {
    const xml = text(ORDER).replace(from, to);
    expect(xml).not.toBe(text(ORDER));
    expect(read(xml).refused).toBe(true);
    expect(faults(xml)).toContain(fault);
    const { message } = read(xml).findings[0]!;
    expect(message.fr).toMatch(/^Ligne \d+, élément \/Order/);
    expect(message.en).toMatch(/^Line \d+, element \/Order/);
  });

  it('passes over what it does not know, and reads documents without namespace or with other prefixes', () => {
    const known = read(text(ORDER)) as IncomingDocument;
    const more = text(ORDER)
      .replaceAll('cbc:', 'b:')
      .replace('xmlns:cbc', 'xmlns:b')
      .replace(
        '<b:IssueDate>',
        '<b:SalesOrderID>9</b:SalesOrderID><x:y xmlns:x="urn:x"><x:ID>1</x:ID></x:y><b:IssueDate>',
      );
    expect(read(more)).toMatchObject({
      refused: false,
      findings: [],
      header: known.header,
      lines: known.lines,
    });
    const plain = text(ORDER)
      .replace(/ xmlns(?::\w+)?="[^"]*"/g, '')
      .replace(/(<\/?)c[ab]c:/g, '$1');
    expect(read(plain)).toMatchObject({ refused: false, header: known.header });
  });

  it('reads what other programs write: zones, base quantities, missing units, estimated departure', () => {
    const order = text(ORDER)
      .replace('<cbc:IssueDate>2026-03-12<', '<cbc:IssueDate>2026-03-12+01:00<')
      .replace(
        '</cbc:PriceAmount>',
        '</cbc:PriceAmount><cbc:BaseQuantity unitCode="KGM">100</cbc:BaseQuantity>',
      )
      .replace('>1.234<', '>250<')
      .replace(' unitCode="H87"', '');
    const message = read(order) as IncomingDocument;
    expect(message.findings.map(({ code }) => code)).toEqual(['EDI_UNIT_ASSUMED']);
    expect(message.header['issueDate']).toBe('2026-03-12');
    expect(message.lines[0]!.values['price']).toBe(2.5);
    expect(message.lines[1]!.values['unit']).toBe('H87');
    const despatch = text(DESPATCH).replaceAll('ActualDespatch', 'EstimatedDespatch');
    expect((read(despatch) as IncomingDocument).header['despatchDate']).toBe('2026-03-30T16:45:00+02:00');
    const undated = text(DESPATCH).replace(/\s*<cbc:ActualDespatch(?:Date|Time)>[^<]*<\/[^>]*>/g, '');
    expect(faults(undated)).toEqual(['EDI_DATE_ASSUMED /DespatchAdvice/IssueDate 5']);
  });

  it('tells accepted, changed and rejected from codes, or leaves it to the lines', () => {
    const act = (xml: string) => (read(xml) as IncomingResponse).act;
    expect(act(text({ ...RESPONSE, act: 'accept' }))).toBe('accept');
    expect(act(text({ ...RESPONSE, act: 'reject' }))).toBe('reject');
    const uncoded = text(RESPONSE).replace('<cbc:OrderResponseCode>CA</cbc:OrderResponseCode>', '');
    expect(act(uncoded)).toBe('modify');
    expect(act(uncoded.replace(/<cbc:LineStatusCode>.<\/cbc:LineStatusCode>/g, ''))).toBe('compare');
    expect(
      faults(
        text(RESPONSE).replace(/<cac:OrderReference>\s*<cbc:ID>[^<]*<\/cbc:ID>\s*<\/cac:OrderReference>/, ''),
      ),
    ).toEqual(['EDI_ELEMENT_MISSING /OrderResponse 2']);
  });

  it.each([
    ['<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', 'EDI_NOT_UBL /Invoice 1'],
    ['<Order xmlns="urn:other"/>', 'EDI_NOT_UBL /Order 1'],
    ['<!DOCTYPE Order [<!ENTITY a "b">]><Order/>', 'XML_DOCTYPE undefined 1'],
    ['<Order>', 'XML_UNCLOSED /Order 1'],
    ['<Order>'.repeat(500_000), `XML_TOO_DEEP ${'/Order'.repeat(64)} 1`],
  ])('refuses what is not such a document: %.60s', (xml, fault) => {
    expect(read(xml)).toMatchObject({ kind: 'unread', refused: true });
    expect(faults(xml)).toEqual([fault]);
  });
});
