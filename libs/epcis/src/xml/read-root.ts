import { childOf, childrenOf, XmlElement } from '@maillon/formats';
import { Finding, nearest } from '@maillon/kernel';
import { problem } from '../messages.js';
import { EVENT_TYPES, ReadDocument } from '../model.js';
import { EventReader, readDocumentWith } from '../read-document.js';
import { ReadingRules } from '../reading-rules.js';
import { documentFromXml, lacksQueryName } from './document-from-xml.js';
import { eventFromXml } from './event-from-xml.js';
import { misplacedInFrame } from './misplaced.js';
import { orderProblem, readWithPlaces, XmlEvent } from './read-xml-events.js';
import { strayTexts } from './stray-text.js';
import { Trace } from './trace.js';
import { EPCIS_2, isStandard, XmlNames } from './xml-names.js';

/** What reading an XML document gives: as readDocument, and the document in the JSON form unless it is no document at all. */
export interface ReadXmlDocument extends ReadDocument {
  readonly document?: Readonly<Record<string, unknown>>;
}

const ROOTS = ['EPCISDocument', 'EPCISQueryDocument', 'EPCISMasterDataDocument'];
const EVENTS: readonly string[] = [...EVENT_TYPES, 'QuantityEvent'];

/** Reads a document whose events were taken out of it and read already, or a bare event. */
export function readRoot(
  root: XmlElement,
  names: XmlNames,
  events: readonly XmlEvent[],
  rules: ReadingRules = {},
): ReadXmlDocument {
  if (isDocument(root)) return documentOf(root, names, events, rules);
  if (EVENTS.includes(root.name) || childOf(root, 'eventTime')) return bareEvent(root, names, rules);
  return { kind: 'EPCISDocument', events: [], masterData: [], findings: [unknownRoot(root)] };
}

/** True for what is no event. */
export const isDocument = ({ name, namespace }: XmlElement): boolean =>
  isStandard(namespace) && ROOTS.includes(name);

function unknownRoot({ name, line, column }: XmlElement): Finding {
  const known = [...ROOTS, ...EVENTS];
  return problem('XML_ROOT_UNKNOWN', {
    path: `/${name}`,
    line,
    column,
    field: name,
    value: name,
    allowed: ROOTS.join(', '),
    nearest: nearest(name, known),
  });
}

function documentOf(
  root: XmlElement,
  names: XmlNames,
  events: readonly XmlEvent[],
  rules: ReadingRules,
): ReadXmlDocument {
  const values = events.map(({ value }) => value);
  const document = documentFromXml(root, names, values);
  const readOne: EventReader = (_, { index = 0 }) => events[index]?.read ?? { findings: [] };
  const read = readDocumentWith(document, readOne, rules, true);
  read.findings.unshift(...frameProblems(root));
  if (root.name === 'EPCISQueryDocument' && lacksQueryName(root)) {
    const { line, column } = root;
    read.findings.unshift(
      problem('QUERY_NAME_MISSING', { path: `/${root.name}`, line, column, field: 'queryName' }),
    );
  }
  tellQuestion(read.findings, root);
  placeEvents(read.findings, events);
  if (read.findings.every(({ line }) => line !== undefined)) return { ...read, document };
  const trace = Trace.of(read.findings, '$', `/${root.name}`, root);
  documentFromXml(root, names, values, trace);
  return { ...read, document, findings: trace.place(read.findings) };
}

/** A query document may ask, or answer by an exception (EPCIS 1.2 section 11): then no results are missing. */
function tellQuestion(findings: Finding[], root: XmlElement): void {
  const at = findings.findIndex(({ code, field }) => code === 'FIELD_MISSING' && field === 'queryResults');
  const body = childOf(root, 'EPCISBody');
  const [asked] = body?.children ?? [];
  if (at < 0 || !body || !asked || !isStandard(asked.namespace)) return;
  const { name: value, line, column } = asked;
  const path = `/${root.name}/${body.name}/${value}`;
  findings[at] = problem('DOCUMENT_IS_QUERY', { path, line, column, value });
}

/** What is wrong round the events that the JSON form does not show. */
function frameProblems(root: XmlElement): Finding[] {
  const xpath = `/${root.name}`;
  const misplaced = isCapture(root) ? misplacedInFrame(root) : undefined;
  const [, second] = [...root.children, root].flatMap((round) =>
    childrenOf(round, 'EventList').map((list) => ({
      ...list,
      path: round === root ? `${xpath}/EventList` : `${xpath}/${round.name}/EventList[2]`,
    })),
  );
  return [
    // nothing is lost, and published examples do it
    ...(misplaced ? [orderProblem(misplaced, { xpath, strict: false })] : []),
    ...(second
      ? [
          problem('EVENT_LIST_TWICE', {
            path: second.path,
            line: second.line,
            column: second.column,
            field: 'EventList',
          }),
        ]
      : []),
    ...strayTexts(root, xpath),
  ];
}

const isCapture = ({ name, namespace }: XmlElement): boolean =>
  name === 'EPCISDocument' && namespace === EPCIS_2;

/** What is wrong between events stands where the event does: its elements are gone by now. */
function placeEvents(findings: Finding[], events: readonly XmlEvent[]): void {
  findings.forEach((finding, at) => {
    const event = finding.code === 'EVENT_ID_TWICE' ? events[finding.eventIndex!] : undefined;
    if (!event) return;
    const { line, column } = event.element;
    findings[at] = { ...finding, path: `${event.xpath}/${finding.field}`, line, column };
  });
}

function bareEvent(root: XmlElement, names: XmlNames, rules: ReadingRules): ReadXmlDocument {
  const event = eventFromXml(root, names);
  const document = { '@context': names.context, ...event };
  const read = readDocumentWith(document, (value) =>
    readWithPlaces(root, value, names, { index: 0, path: '$', xpath: `/${root.name}`, strict: false, rules }),
  );
  return { ...read, document };
}
