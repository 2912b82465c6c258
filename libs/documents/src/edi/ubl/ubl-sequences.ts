/**
 * Children of the UBL 2.1 elements that are written, in the order of the schema (UBL-CommonAggregateComponents-2.1.xsd
 * and the four document schemas); those that are never written are left out.
 */
export const UBL_SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  Order: names(
    'UBLVersionID CustomizationID ProfileID ID CopyIndicator UUID IssueDate IssueTime OrderTypeCode Note DocumentCurrencyCode LineCountNumeric Contract BuyerCustomerParty SellerSupplierParty Delivery DeliveryTerms OrderLine',
  ),
  OrderResponse: names(
    'UBLVersionID CustomizationID ProfileID ID UUID IssueDate IssueTime OrderResponseCode Note DocumentCurrencyCode LineCountNumeric OrderReference SellerSupplierParty BuyerCustomerParty Delivery DeliveryTerms OrderLine',
  ),
  DespatchAdvice: names(
    'UBLVersionID CustomizationID ProfileID ID CopyIndicator UUID IssueDate IssueTime DocumentStatusCode DespatchAdviceTypeCode Note LineCountNumeric OrderReference AdditionalDocumentReference DespatchSupplierParty DeliveryCustomerParty BuyerCustomerParty SellerSupplierParty Shipment DespatchLine',
  ),
  ReceiptAdvice: names(
    'UBLVersionID CustomizationID ProfileID ID CopyIndicator UUID IssueDate IssueTime DocumentStatusCode ReceiptAdviceTypeCode Note LineCountNumeric OrderReference DespatchDocumentReference AdditionalDocumentReference DeliveryCustomerParty DespatchSupplierParty BuyerCustomerParty SellerSupplierParty Shipment ReceiptLine',
  ),
  OrderLine: names('SubstitutionStatusCode Note LineItem OrderLineReference DocumentReference'),
  LineItem: names(
    'ID SalesOrderID UUID Note LineStatusCode Quantity LineExtensionAmount Delivery DeliveryTerms Price Item',
  ),
  DespatchLine: names(
    'ID UUID Note LineStatusCode DeliveredQuantity BackorderQuantity OutstandingQuantity OversupplyQuantity OrderLineReference DocumentReference Item Shipment',
  ),
  ReceiptLine: names(
    'ID UUID Note ReceivedQuantity ShortQuantity ShortageActionCode RejectedQuantity RejectReasonCode RejectReason RejectActionCode QuantityDiscrepancyCode OversupplyQuantity ReceivedDate OrderLineReference DespatchLineReference DocumentReference Item Shipment',
  ),
  Item: names(
    'Description Name BuyersItemIdentification SellersItemIdentification StandardItemIdentification AdditionalItemProperty ItemInstance Certificate',
  ),
  BuyersItemIdentification: names('ID'),
  SellersItemIdentification: names('ID'),
  StandardItemIdentification: names('ID'),
  ItemInstance: names(
    'ProductTraceID ManufactureDate ManufactureTime BestBeforeDate RegistrationID SerialID LotIdentification',
  ),
  LotIdentification: names('LotNumberID ExpiryDate'),
  Price: names('PriceAmount BaseQuantity'),
  Shipment: names(
    'ID Information GrossWeightMeasure NetWeightMeasure TotalGoodsItemQuantity TotalTransportHandlingUnitQuantity Consignment ShipmentStage Delivery TransportHandlingUnit',
  ),
  TransportHandlingUnit: names('ID TransportHandlingUnitTypeCode TotalPackageQuantity ShippingMarks'),
  Delivery: names(
    'ID Quantity ActualDeliveryDate ActualDeliveryTime LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID DeliveryAddress DeliveryLocation RequestedDeliveryPeriod PromisedDeliveryPeriod EstimatedDeliveryPeriod CarrierParty DeliveryParty Despatch DeliveryTerms',
  ),
  RequestedDeliveryPeriod: names('StartDate StartTime EndDate EndTime'),
  PromisedDeliveryPeriod: names('StartDate StartTime EndDate EndTime'),
  EstimatedDeliveryPeriod: names('StartDate StartTime EndDate EndTime'),
  Despatch: names(
    'ID RequestedDespatchDate EstimatedDespatchDate EstimatedDespatchTime ActualDespatchDate ActualDespatchTime DespatchAddress DespatchLocation DespatchParty CarrierParty',
  ),
  DeliveryLocation: names('ID Description Name Address'),
  DespatchLocation: names('ID Description Name Address'),
  DeliveryTerms: names('ID SpecialTerms DeliveryLocation'),
  Contract: names('ID IssueDate ContractTypeCode'),
  OrderReference: names('ID SalesOrderID UUID IssueDate OrderTypeCode'),
  OrderLineReference: names('LineID SalesOrderLineID UUID LineStatusCode OrderReference'),
  DespatchLineReference: names('LineID UUID LineStatusCode DocumentReference'),
  DocumentReference: names('ID UUID IssueDate DocumentTypeCode DocumentType'),
  DespatchDocumentReference: names('ID UUID IssueDate DocumentTypeCode DocumentType'),
  BuyerCustomerParty: names('CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID Party'),
  DeliveryCustomerParty: names(
    'CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID Party',
  ),
  SellerSupplierParty: names('CustomerAssignedAccountID AdditionalAccountID Party'),
  DespatchSupplierParty: names('CustomerAssignedAccountID AdditionalAccountID Party'),
  Party: names(
    'EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact',
  ),
  CarrierParty: names(
    'EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity',
  ),
  PartyIdentification: names('ID'),
  PartyName: names('Name'),
  PartyTaxScheme: names('RegistrationName CompanyID TaxScheme'),
  TaxScheme: names('ID Name TaxTypeCode'),
  PartyLegalEntity: names('RegistrationName CompanyID'),
};

/** Children that the schema wants, for the elements that are read. */
export const UBL_MANDATORY: Readonly<Record<string, readonly string[]>> = {
  Order: names('ID IssueDate BuyerCustomerParty SellerSupplierParty OrderLine'),
  OrderResponse: names('ID IssueDate OrderReference SellerSupplierParty BuyerCustomerParty OrderLine'),
  DespatchAdvice: names('ID IssueDate DespatchSupplierParty DeliveryCustomerParty DespatchLine'),
  ReceiptAdvice: names('ID IssueDate DeliveryCustomerParty DespatchSupplierParty ReceiptLine'),
  OrderLine: names('LineItem'),
  LineItem: names('ID Item'),
  DespatchLine: names('ID Item'),
  ReceiptLine: names('ID'),
  OrderReference: names('ID'),
  OrderLineReference: names('LineID'),
  DespatchLineReference: names('LineID'),
  DocumentReference: names('ID'),
  DespatchDocumentReference: names('ID'),
  PartyIdentification: names('ID'),
  PartyName: names('Name'),
  Price: names('PriceAmount'),
};

/** Elements of the aggregate namespace (cac); the others that are written are basic (cbc). */
export const isAggregate = (name: string): boolean => Object.hasOwn(UBL_SEQUENCES, name);

export const UBL_NAMESPACES = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  document: (name: string): string => `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`,
} as const;

function names(list: string): readonly string[] {
  return list.split(' ');
}
