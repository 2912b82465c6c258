import { XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { problem } from '../messages.js';
import { isStandard } from './xml-names.js';

/** Elements that hold elements alone (EPCglobal-epcis-2_0.xsd and its companions, 1.x alike). */
const STRUCTURE = new Set(
  `EPCISDocument EPCISQueryDocument EPCISMasterDataDocument EPCISHeader EPCISBody EventList QueryResults resultsBody
  EPCISMasterData VocabularyList Vocabulary VocabularyElementList VocabularyElement children extension baseExtension
  epcList childEPCs inputEPCList outputEPCList quantityList childQuantityList inputQuantityList outputQuantityList
  quantityElement bizTransactionList sourceList destinationList readPoint bizLocation persistentDisposition ilmd
  errorDeclaration correctiveEventIDs sensorElementList sensorElement sensorMetadata sensorReport`.split(
    /\s+/,
  ),
);

/** The schema gives them a text, which means nothing: what they say stands in their attributes. */
const WITH_TEXT = new Set(['sensorMetadata', 'sensorReport']);

/** Entries of such an element are counted in paths. */
const isList = (name: string): boolean => /(?:List|EPCs|IDs|sensorElement)$/.test(name);

const isStructure = ({ name, namespace }: XmlElement): boolean =>
  STRUCTURE.has(name) && isStandard(namespace);

/**
 * The texts that stand between the elements of an event or of a document round its events, where the schema has elements
 * alone: no reading of them would keep them. `xpath` is the path of the element. Texts of extensions are none of them.
 */
export function strayTexts(element: XmlElement, xpath: string, eventIndex?: number): Finding[] {
  const found: Finding[] = [];
  if (holdsStray(element)) look(element, xpath, eventIndex, found);
  return found;
}

const isBlank = (text: string): boolean => text === '' || text.trim() === '';

/** Most elements hold none: no path is made before one is met. */
const holdsStray = ({ text, children }: XmlElement): boolean =>
  !isBlank(text) || children.some((child) => isStructure(child) && holdsStray(child));

function look(element: XmlElement, xpath: string, eventIndex: number | undefined, found: Finding[]): void {
  const { name, text, line, column, children } = element;
  if (!isBlank(text)) {
    const severity = WITH_TEXT.has(name) ? 'warning' : 'error';
    const about = { path: xpath, eventIndex, line, column, field: name, value: text.trim() };
    found.push(problem('TEXT_STRAY', { ...about, severity }));
  }
  const counts = new Map<string, number>();
  for (const child of children) {
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    if (isStructure(child) && holdsStray(child))
      look(child, `${xpath}/${child.name}${isList(name) ? `[${count}]` : ''}`, eventIndex, found);
  }
}
