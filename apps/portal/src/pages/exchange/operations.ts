import { definitionOf, type DocumentType, SAVE } from '@maillon/documents';
import type { FindingLike } from '../../components/form-problems';
import { TypedDocumentString } from '../../generated/graphql';
import { typeNameOf } from './kinds';

/** What every mutation of a document answers. */
export type DocumentAnswer =
  | {
      readonly __typename: 'DocumentSaved';
      readonly unchanged: boolean;
      readonly document: { readonly id: string };
    }
  | { readonly __typename: 'Refused'; readonly findings: readonly FindingLike[] };

export interface Answered {
  readonly answer: DocumentAnswer;
}

export interface SaveVariables {
  readonly partner: { readonly id: string };
  readonly input: Readonly<Record<string, unknown>>;
  readonly send: boolean;
}

export interface ActVariables {
  readonly id: string;
  readonly act: string;
  readonly reason: string | null;
  readonly expectedRevision: number;
  readonly changes?: Readonly<Record<string, unknown>>;
}

const ANSWER = `{
  __typename
  ... on DocumentSaved { unchanged document { id } }
  ... on Refused { findings { code path field message { fr en } remedy { fr en } } }
}`;

/** Writes a document of a type: `saveOrder`, made from the type's name as the schema makes it. */
export const saveOperation = (type: DocumentType): TypedDocumentString<Answered, SaveVariables> =>
  new TypedDocumentString(`mutation SaveDocument($partner: PartnerInput!, $input: ${typeNameOf(type)}Input!, $send: Boolean!) {
  answer: save${typeNameOf(type)}(partner: $partner, input: $input, send: $send) ${ANSWER}
}`);

/** Whether any act after the draft writes a field: only then has the mutation something to take. */
function takesChanges(type: DocumentType): boolean {
  const { header, lines } = definitionOf(type);
  return [...header, ...lines].some(({ setBy }) => setBy.some((act) => act !== SAVE));
}

/** Performs an act on a document of a type: `actOnOrder`. */
export function actOperation(type: DocumentType): TypedDocumentString<Answered, ActVariables> {
  const name = typeNameOf(type);
  const [declared, given] = takesChanges(type)
    ? [`, $changes: ${name}Changes`, ', changes: $changes']
    : ['', ''];
  return new TypedDocumentString(`mutation ActOnDocument($id: ID!, $act: String!, $reason: String, $expectedRevision: Int${declared}) {
  answer: actOn${name}(id: $id, act: $act, reason: $reason, expectedRevision: $expectedRevision${given}) ${ANSWER}
}`);
}
