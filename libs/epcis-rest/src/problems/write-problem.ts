import { guideAnchor } from '@maillon/epcis';
import { writeXml, XmlContent } from '@maillon/formats';
import { Finding, Language } from '@maillon/kernel';

/** One finding as a member `errors` of a problem tells it, in one language. */
export interface ErrorView {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly eventIndex?: number;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly value?: string;
  readonly allowed?: string;
  readonly nearest?: string;
  /** The page of the guide that explains the code with an example. */
  readonly help?: string;
}

/** The body of a problem (RFC 7807, section 3.1), with our own members `correlationId` and `errors`. */
export interface ProblemView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly correlationId?: string;
  readonly errors?: readonly ErrorView[];
}

const GUIDES: Readonly<Record<Language, string>> = {
  fr: 'docs/guide/epcis-constats.md',
  en: 'docs/guide/en/epcis-findings.md',
};

/** The section of the guide, in the reader's language; undefined for a code that it does not explain. */
function helpOf(code: string, language: Language): string | undefined {
  const section = guideAnchor(code)?.split('#')[1];
  return section === undefined ? undefined : `${GUIDES[language]}#${section}`;
}

/** A finding in the language of its reader. */
export function errorView(finding: Finding, language: Language): ErrorView {
  const { code, message, remedy, eventIndex, path, line, column, field, value, allowed, nearest } = finding;
  const help = helpOf(code, language);
  return {
    code,
    message: message[language],
    remedy: remedy[language],
    ...(eventIndex !== undefined && { eventIndex }),
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(field !== undefined && { field }),
    ...(value !== undefined && { value }),
    ...(allowed !== undefined && { allowed }),
    ...(nearest !== undefined && { nearest }),
    ...(help !== undefined && { help }),
  };
}

/** Namespace of the elements of EPCIS 2.0 in XML. */
export const EPCIS_XML = 'urn:epcglobal:epcis:xsd:2';

/** A problem in XML: the element that the OpenAPI names, with the members of RFC 7807 in it. */
export const problemXml = (problem: ProblemView): string =>
  writeXml({
    name: 'epcis:EPCISException',
    attributes: { 'xmlns:epcis': EPCIS_XML },
    children: problemMembers(problem),
  });

/** The members of a problem as elements. */
export const problemMembers = ({ errors, ...members }: ProblemView): (XmlContent | undefined)[] => [
  ...plainMembers(members),
  errors?.length
    ? { name: 'errors', children: errors.map((error) => ({ name: 'error', children: plainMembers(error) })) }
    : undefined,
];

/** Members with plain values as elements. */
export const plainMembers = (members: object): XmlContent[] =>
  Object.entries(members).map(([name, value]) => ({ name, text: String(value) }));
