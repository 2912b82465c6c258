import { EVENT_TYPES } from '@maillon/epcis';
import { detectDialect } from '@maillon/formats';
import { DomainError } from '@maillon/kernel';

export type ImportFormat = 'csv' | 'epcis-json' | 'epcis-xml';

const EPCIS_ROOTS = new Set<string>([
  ...['EPCISDocument', 'EPCISQueryDocument', 'EPCISMasterDataDocument'],
  ...[...EVENT_TYPES, 'QuantityEvent'],
]);

/**
 * The kind of a file, from its first bytes: JSON begins with a bracket, EPCIS in XML with a root of that name; anything else must be
 * readable as CSV. Throws UNSUPPORTED_MEDIA_TYPE with what the file looks like and what to do.
 */
export function formatOf(head: Buffer): ImportFormat {
  if (/^(?:\uFEFF)?\s*[{[]/.test(head.toString('utf8', 0, 200))) return 'epcis-json';
  if (EPCIS_ROOTS.has(xmlRootOf(head) ?? '')) return 'epcis-xml';
  const [failure] = detectDialect(head).findings.filter(({ severity }) => severity === 'error');
  if (!failure) return 'csv';
  throw new DomainError(
    'UNSUPPORTED_MEDIA_TYPE',
    { fr: `${failure.message.fr} ${failure.remedy.fr}`, en: `${failure.message.en} ${failure.remedy.en}` },
    'file',
  );
}

/** What may stand before the root of an XML document (XML 1.0, section 2.8), each with its end. */
const BEFORE_ROOT = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!DOCTYPE', '>'],
] as const;

/** The local name of the root element of an XML document in any encoding that keeps ASCII readable; undefined for other files. */
function xmlRootOf(head: Buffer): string | undefined {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '');
  for (let at = 0; ;) {
    at += /^\s*/.exec(text.slice(at))![0].length;
    const before = BEFORE_ROOT.find(([mark]) => text.startsWith(mark, at));
    if (!before) return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(at, at + 500))?.[1];
    const end = text.indexOf(before[1], at);
    if (end < 0) return undefined;
    at = end + before[1].length;
  }
}
