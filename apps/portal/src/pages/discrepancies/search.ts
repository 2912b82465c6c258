import type { DiscrepancyFilter, DiscrepancyKind, DiscrepancyState } from '../../generated/graphql';
import { KINDS, STATES } from './words';

/** What the address of the list holds. Without `etat`, what is still to be resolved. */
export interface DiscrepancySearch {
  readonly etat?: 'tous' | Lowercase<DiscrepancyState>;
  readonly sorte?: Lowercase<DiscrepancyKind>;
  readonly partenaire?: string;
  /** Those that await the organisation, or that were given to the reader. */
  readonly pour?: 'nous' | 'moi';
  readonly q?: string;
  readonly lot?: string;
  readonly document?: string;
}

const wordOf = (value: unknown): string | undefined => {
  const word = typeof value === 'number' ? String(value) : value;
  return typeof word === 'string' && word ? word : undefined;
};

/** Reads the address; what it does not understand is left out. */
export function readSearch(search: Readonly<Record<string, unknown>>): DiscrepancySearch {
  const among = <Word extends string>(words: readonly Word[], value: unknown) =>
    words.find((word) => word === value);
  return {
    etat: among(['tous', ...STATES.map(lower)] as const, search['etat']),
    sorte: among(KINDS.map(lower), search['sorte']),
    partenaire: wordOf(search['partenaire']),
    pour: among(['nous', 'moi'] as const, search['pour']),
    q: wordOf(search['q']),
    lot: wordOf(search['lot']),
    document: wordOf(search['document']),
  };
}

const lower = <Word extends string>(word: Word) => word.toLowerCase() as Lowercase<Word>;
const upper = <Word extends string>(word: Lowercase<Word>) => word.toUpperCase() as Word;

/** The states that the list shows, in the words of the platform; undefined for all. */
function statesOf({ etat }: DiscrepancySearch): DiscrepancyState[] | undefined {
  if (etat === 'tous') return undefined;
  return etat ? [upper<DiscrepancyState>(etat)] : ['OPEN', 'DISPUTED'];
}

/** The same, as the platform is asked. */
export function filterOf(search: DiscrepancySearch): DiscrepancyFilter {
  const states = statesOf(search);
  return {
    ...(states && { states }),
    ...(search.sorte && { kinds: [upper<DiscrepancyKind>(search.sorte)] }),
    ...(search.partenaire && { partner: search.partenaire }),
    ...(search.pour === 'nous' && { awaitsMe: true }),
    ...(search.pour === 'moi' && { assignedToMe: true }),
    ...(search.q && { text: search.q }),
    ...(search.lot && { item: search.lot }),
    ...(search.document && { document: search.document }),
  };
}

/** The same, for the export: names as in the filter, lists by naming several times. */
export function exportQuery(search: DiscrepancySearch, language: string): URLSearchParams {
  const { states, kinds, ...rest } = filterOf(search);
  const asked = new URLSearchParams({ language });
  for (const state of states ?? []) asked.append('states', state.toLowerCase());
  for (const kind of kinds ?? []) asked.append('kinds', kind.toLowerCase());
  for (const [name, value] of Object.entries(rest)) if (value) asked.append(name, String(value));
  return asked;
}

/** Whether anything is left out beyond what is resolved. */
export const isNarrowed = (search: DiscrepancySearch): boolean =>
  Object.entries(search).some(
    ([name, value]) => value !== undefined && !(name === 'etat' && value === 'tous'),
  );
