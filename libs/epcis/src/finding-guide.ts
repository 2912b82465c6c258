import { PROBLEM_CODES } from './messages.js';

/** What the XML reader refuses, as XML_<fault>. */
const XML_FAULTS = [
  'EMPTY',
  'NOT_XML',
  'DOCTYPE',
  'ENTITY',
  'UNCLOSED',
  'TAG_MISMATCH',
  'PREFIX_UNKNOWN',
  'ATTRIBUTE_TWICE',
  'TEXT_OUTSIDE',
  'BAD_CHARACTER',
  'ENCODING_UNKNOWN',
  'SYNTAX',
  'TOO_LARGE',
  'TOO_DEEP',
  'TOO_MANY_ELEMENTS',
  'TOO_MANY_ATTRIBUTES',
  'TOO_LONG',
  'TOO_MANY_INSTRUCTIONS',
];

/** What is found only once an event meets what its company declared before. */
const RECORD_FAULTS = ['EVENT_ID_TAKEN', 'DECLARATION_DIFFERS'];

/** Every code that a finding about an event or its document can have. They never change their meaning. */
export const FINDING_CODES: readonly string[] = [
  ...PROBLEM_CODES,
  ...RECORD_FAULTS,
  ...XML_FAULTS.map((fault) => `XML_${fault}`),
];

/** The page of docs/guide that explains them, with an example of each, wrong and right. */
export const GUIDE_PAGE = 'epcis-constats.md';

const KNOWN = new Set(FINDING_CODES);

/** Where the guide explains a finding, e.g. `epcis-constats.md#word_unknown`; undefined for a code of another library. */
export const guideAnchor = (code: string): string | undefined =>
  KNOWN.has(code) ? `${GUIDE_PAGE}#${code.toLowerCase()}` : undefined;
