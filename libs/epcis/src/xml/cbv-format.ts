import { cbvUri, cbvUrn, CbvListName, droppedWord } from '../cbv.js';

/** Values of the header GS1-CBV-XML-Format, in the spelling of the official OpenAPI. */
export const CBV_XML_FORMATS = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const;
export type CbvXmlFormat = (typeof CBV_XML_FORMATS)[number];

/**
 * A word of the vocabulary as XML spells it: there are no bare words there. No_Preference and Always_URN:
 * `urn:epcglobal:cbv:bizstep:shipping`; Always_Web_URI: `https://ref.gs1.org/cbv/BizStep-shipping`; Never_Translates: a
 * URI as it was declared, a bare word as URN. Lists without URN (sensors), and words that CBV 2.0 dropped, have the web
 * address in every format.
 */
export function cbvInXml(list: CbvListName, value: string, format: CbvXmlFormat): string {
  if (format === 'Never_Translates' && value.includes(':')) return value;
  if (format === 'Always_Web_URI' || droppedWord(list, value)) return cbvUri(list, value);
  const urn = cbvUrn(list, value);
  return urn === value ? cbvUri(list, value) : urn;
}
