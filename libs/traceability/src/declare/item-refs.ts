import { canonicalUri, identifierProblem, lotUri, privateItemUri, serialUri, ssccUri } from '@maillon/epcis';
import { DomainError, Finding, isUuid } from '@maillon/kernel';
import { Tx } from '@maillon/db';

/** The ways a person names an item; exactly one whole way is needed. */
export interface ItemRef {
  readonly id?: string;
  readonly uri?: string;
  readonly gtin?: string;
  readonly lot?: string;
  readonly serial?: string;
  readonly sscc?: string;
  readonly reference?: string;
}

export type ResolvedRef = { readonly uri: string } | { readonly finding: Finding };

/** Who gives private references: the SIREN or other number that stands in the URI of an item without GTIN. */
export interface Authority {
  readonly authority: string;
}

/**
 * The canonical URI of what a ref names. `knownUris` holds the URIs of ids. `path` is where the ref stands, for findings.
 * A number of the wrong form or check digit is a finding, not an exception.
 */
export function resolveRef(
  ref: ItemRef,
  path: string,
  { authority }: Authority,
  knownUris: ReadonlyMap<string, string>,
): ResolvedRef {
  if (ref.id) {
    const uri = knownUris.get(ref.id);
    return uri ? { uri } : { finding: unknownItem(path, ref.id) };
  }
  try {
    const uri = uriOf(ref, authority);
    if (!uri) return { finding: missingNumbers(path) };
    const problem = identifierProblem(uri);
    return problem?.kind === 'malformed' ? { finding: wrongNumber(path, uri) } : { uri: canonicalUri(uri) };
  } catch (error) {
    if (error instanceof DomainError) return { finding: refusedNumber(path, error) };
    throw error;
  }
}

function uriOf(ref: ItemRef, authority: string): string | undefined {
  const number = ref.serial?.trim() || ref.lot?.trim();
  if (ref.sscc) return ssccUri(ref.sscc.replace(/\s/g, ''));
  if (ref.uri) return ref.uri.trim();
  if (!number) return undefined;
  if (ref.gtin) {
    const gtin = ref.gtin.replace(/\s/g, '');
    return ref.serial?.trim() ? serialUri(gtin, number) : lotUri(gtin, number);
  }
  return ref.reference?.trim() ? privateItemUri(authority, ref.reference.trim(), number) : undefined;
}

/** URIs of items known by id, as far as the actor may see them. */
export async function urisOf(tx: Tx, refs: readonly ItemRef[]): Promise<Map<string, string>> {
  const ids = refs.flatMap(({ id }) => (id && isUuid(id) ? [id] : []));
  if (!ids.length) return new Map();
  const rows = await tx.query<{ id: string; uri: string }>(
    'select distinct id, uri from item where filiere_id = $1 and id = any ($2)',
    [tx.actor.filiereId, ids],
  );
  return new Map(rows.map(({ id, uri }) => [id, uri]));
}

const unknownItem = (path: string, id: string): Finding => ({
  code: 'ITEM_UNKNOWN',
  severity: 'error',
  path,
  value: id.slice(0, 60),
  message: { fr: 'Cet article tracé est introuvable.', en: 'This item cannot be found.' },
  remedy: {
    fr: 'Choisissez-le dans vos lots, ou donnez son numéro.',
    en: 'Choose it among your lots, or give its number.',
  },
});

const missingNumbers = (path: string): Finding => ({
  code: 'ITEM_NUMBERS_MISSING',
  severity: 'error',
  path,
  message: {
    fr: 'Il manque de quoi reconnaître cet article.',
    en: 'What tells this item from others is missing.',
  },
  remedy: {
    fr: 'Donnez un GTIN et un numéro de lot ou de série ; sans GTIN, votre référence et le numéro.',
    en: 'Give a GTIN and a lot or serial number; without a GTIN, your own reference and the number.',
  },
});

const wrongNumber = (path: string, uri: string): Finding => ({
  code: 'ITEM_URI_INVALID',
  severity: 'error',
  path,
  value: uri.slice(0, 120),
  message: {
    fr: 'Cette adresse d’article n’a pas une forme connue.',
    en: 'This item address does not have a known form.',
  },
  remedy: {
    fr: 'Utilisez un GS1 Digital Link, une URN EPC ou vos propres numéros.',
    en: 'Use a GS1 Digital Link, an EPC URN or your own numbers.',
  },
});

const refusedNumber = (path: string, error: DomainError): Finding => ({
  code: 'ITEM_NUMBER_INVALID',
  severity: 'error',
  path: error.path ? `${path}.${error.path}` : path,
  ...(error.path && { field: error.path }),
  message: error.text,
  remedy: { fr: 'Corrigez ce numéro, puis recommencez.', en: 'Correct this number, then try again.' },
});
