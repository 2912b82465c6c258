import { Type } from '@nestjs/common';
import { createUnionType, Field, Float, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  definitionOf,
  DOCUMENT_TYPES,
  DocumentDefinition,
  DocumentType,
  FieldDefinition,
  SAVE,
} from '@maillon/documents';
import { connectionOf, JsonScalar } from '@maillon/graphql';

/** GraphQL types made from a definition: what a document of the type shows, what drafts it, what its acts may write. */
export interface ContentTypes {
  readonly definition: DocumentDefinition;
  /** `Order`, `DespatchAdvice`. */
  readonly name: string;
  readonly content: Type<object>;
  readonly line: Type<object>;
  readonly lines: Type<object>;
  readonly input: Type<object>;
  /** Absent where no act writes a field. */
  readonly changes?: Type<object>;
}

/** `despatch_advice` -> `DespatchAdvice`: the names of UBL 2.1 where it has one. */
export const pascalCase = (type: string): string =>
  type.replace(/(^|_)([a-z])/g, (_match, _mark, letter: string) => letter.toUpperCase());

/** What the resolver of lines needs to know of the document they belong to. */
export interface ContentParent {
  readonly documentId: string;
  readonly type: DocumentType;
}

function contentTypesOf(definition: DocumentDefinition): ContentTypes {
  const name = pascalCase(definition.type);
  const text = definition.label.en;

  @ObjectType(`${name}Line`, { description: `A line of a ${text.toLowerCase()}.` })
  class LineType {
    @Field(() => Int, { description: 'Number of the line, from 1; it never changes.' })
    lineNumber!: number;

    @Field(() => JsonScalar, { description: 'Every field of the line that has a value, by name.' })
    values!: object;
  }
  addFields(LineType, definition.lines);
  const lines = connectionOf(LineType, `${name}Line`);

  @ObjectType(name, { description: definition.purpose.en })
  class ContentType {
    @Field(() => JsonScalar, { description: 'Every field of the header that has a value, by name.' })
    values!: object;
  }
  addFields(ContentType, definition.header);

  const input = inputOf(`${name}Input`, `A ${text.toLowerCase()} to write.`, definition, [SAVE]);
  const later = definition.acts.map((act) => act.name);
  const isWritten = [...definition.header, ...definition.lines].some(({ setBy }) =>
    setBy.some((act) => later.includes(act)),
  );
  return {
    definition,
    name,
    content: ContentType,
    line: LineType,
    lines,
    input,
    ...(isWritten && {
      changes: inputOf(`${name}Changes`, `What an act writes in a ${text.toLowerCase()}.`, definition, later),
    }),
  };
}

/** The input of those fields that any of `acts` may write; its lines are found by their number. */
function inputOf(
  name: string,
  description: string,
  definition: DocumentDefinition,
  acts: readonly string[],
): Type<object> {
  const written = (fields: readonly FieldDefinition[]) =>
    fields.filter(({ setBy }) => setBy.some((act) => acts.includes(act)));

  @InputType(name.replace(/(Input|Changes)$/, 'Line$1'), { description: 'A line, by its number.' })
  class LineInput {
    @Field(() => Int, { description: 'Number of the line, from 1.' })
    lineNumber!: number;
  }
  addFields(LineInput, written(definition.lines));

  @InputType(name, { description })
  class DocumentInput {
    @Field(() => [LineInput], { defaultValue: [], description: 'Lines, 20,000 at most.' })
    lines!: LineInput[];
  }
  addFields(DocumentInput, written(definition.header));
  return DocumentInput;
}

function addFields(target: Type<object>, fields: readonly FieldDefinition[]): void {
  for (const field of fields)
    Field(() => scalarOf(field), { nullable: true, description: descriptionOf(field) })(
      target.prototype as object,
      field.name,
    );
}

const scalarOf = ({ type }: FieldDefinition) =>
  type === 'quantity' || type === 'amount' ? Float : type === 'integer' ? Int : String;

const FORMS: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  date: 'YYYY-MM-DD.',
  date_time: 'ISO 8601 with offset.',
  unit: 'UN/ECE Recommendation 20 code.',
  amount: 'In the currency of the header.',
};

function descriptionOf({ label, help, type, codes, requiredBy }: FieldDefinition): string {
  const allowed = codes && `One of: ${codes.map(({ code }) => code).join(', ')}.`;
  const needed = requiredBy && `Needed to ${requiredBy.join(', ')}.`;
  return [`${label.en}. ${help.en}`, FORMS[type], allowed, needed].filter(Boolean).join(' ');
}

/** One of each document type, by its newest version: fields that a later version drops stay in the schema as nullable. */
export const CONTENT_TYPES: readonly ContentTypes[] = DOCUMENT_TYPES.map((type) =>
  contentTypesOf(definitionOf(type)),
);

export const DocumentContentUnion = createUnionType({
  name: 'DocumentContent',
  description: 'What a document says, by its type.',
  types: () => CONTENT_TYPES.map(({ content }) => content) as [Type<object>, ...Type<object>[]],
  resolveType: (value: object) => pascalCase((value as ContentParent).type),
});
