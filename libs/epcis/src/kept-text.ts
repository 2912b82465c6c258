/** NUL, and halves of characters that stand alone: no text in a database holds them. */
const NOT_KEPT = /\u0000|\p{Surrogate}/u;
const ALL_NOT_KEPT = new RegExp(NOT_KEPT, 'gu');

/** True for a text that a database holds as it is. */
export const isKept = (text: string): boolean => !NOT_KEPT.test(text);

/** Control characters that XML 1.0 section 2.2 has no form for, escaped or not. */
const NOT_XML = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** False for a text that is lost where the same event is written in XML; NUL and halves of characters aside. */
export const isXmlText = (text: string): boolean => !NOT_XML.test(text);

/** The text with a sign in the place of what no database holds. */
export const asKept = (text: string): string =>
  isKept(text) ? text : text.replace(ALL_NOT_KEPT, (found) => (found === '\0' ? '␀' : '\ufffd'));

/** The same with escapes as JSON writes them. */
export const escapedAsKept = (text: string): string =>
  isKept(text)
    ? text
    : text.replace(ALL_NOT_KEPT, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
