import { text } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

/** The versions that this interface speaks. */
export const EPCIS_VERSION = '2.0.0';
export const CBV_VERSION = '2.0.0';
/** The oldest version whose documents can be captured, in XML. */
export const OLDEST_XML = '1.0';

type Headers = Readonly<Record<string, string | string[] | undefined>>;
type Standard = 'EPCIS' | 'CBV';

const CURRENT: Readonly<Record<Standard, string>> = { EPCIS: EPCIS_VERSION, CBV: CBV_VERSION };

/**
 * Checks GS1-EPCIS-Version, -Min, -Max and the same of CBV (EPCIS 2.0, section 12.3): 2.0 must be what is asked for, or lie
 * within the range. `oldest` widens what may be sent to versions from there on. Throws NotAcceptableException.
 */
export function checkVersions(headers: Headers, oldest: string = EPCIS_VERSION): void {
  for (const standard of ['EPCIS', 'CBV'] as const) {
    const version = versionOf(headers, `GS1-${standard}-Version`);
    const least = versionOf(headers, `GS1-${standard}-Min`);
    const most = versionOf(headers, `GS1-${standard}-Max`);
    if (least && most && compare(least, most) > 0) throw contradiction(standard, least, most);
    const from = standard === 'EPCIS' ? oldest : oldest === EPCIS_VERSION ? CBV_VERSION : oldest;
    if (version && (compare(version, from) < 0 || compare(version, CURRENT[standard]) > 0))
      throw unsupported(`GS1-${standard}-Version`, version);
    if (least && compare(least, CURRENT[standard]) > 0) throw unsupported(`GS1-${standard}-Min`, least);
    if (most && compare(most, from) < 0) throw unsupported(`GS1-${standard}-Max`, most);
  }
}

function versionOf(headers: Headers, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  if (value === undefined) return undefined;
  const said = String(value).trim();
  if (/^\d{1,4}(\.\d{1,4}){0,3}$/.test(said)) return said;
  throw new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `L’en-tête ${name} porte « ${excerpt(said)} » : donnez un seul numéro de version, par exemple 2.0.0.`,
      `The header ${name} says “${excerpt(said)}”: give one version number, for example 2.0.0.`,
    ),
  });
}

/** Below zero where the first is older. Corrections of a version, as 2.0.1 of 2.0, are the same version. */
export function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return (left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0);
}

const excerpt = (said: string): string => (said.length > 60 ? `${said.slice(0, 60)}…` : said);

const contradiction = (standard: Standard, least: string, most: string) =>
  new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `GS1-${standard}-Min (${least}) dépasse GS1-${standard}-Max (${most}). Corrigez l’un des deux, ou retirez-les.`,
      `GS1-${standard}-Min (${least}) is above GS1-${standard}-Max (${most}). Correct one of them, or leave them out.`,
    ),
  });

const unsupported = (name: string, version: string) =>
  new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `${name} demande la version ${version}, or cette interface parle EPCIS ${EPCIS_VERSION} et CBV ${CBV_VERSION}. Demandez celles-ci, ou retirez l’en-tête. Les documents EPCIS 1.x se déposent en XML.`,
      `${name} asks for version ${version}, but this interface speaks EPCIS ${EPCIS_VERSION} and CBV ${CBV_VERSION}. Ask for these, or leave the header out. EPCIS 1.x documents are captured in XML.`,
    ),
  });
