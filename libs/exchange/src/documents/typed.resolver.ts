import { Inject, Injectable, Type } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Changes, DocumentType } from '@maillon/documents';
import { notFound } from '@maillon/kernel';
import type { Actor, Finding } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { ActOnDocument } from './act-on-document.js';
import { CONTENT_TYPES } from './content-types.js';
import type { ContentParent, ContentTypes } from './content-types.js';
import { documentsById, linePage } from './document.queries.js';
import { DocumentHead, DocumentResult, PartnerInput } from './document.types.js';
import { SaveDocument } from './save-document.js';

interface TypedInput {
  readonly lines?: readonly ({ readonly lineNumber: number } & Record<string, unknown>)[];
  readonly [field: string]: unknown;
}

type Answer =
  | { readonly findings: readonly Finding[] }
  | { readonly document: DocumentHead; readonly unchanged: boolean; readonly warnings: readonly Finding[] };

/** What the mutations of every type do; each type's own resolver only names their arguments. */
@Injectable()
export class TypedDocuments {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(SaveDocument) private readonly saver: SaveDocument,
    @Inject(ActOnDocument) private readonly doer: ActOnDocument,
  ) {}

  async save(
    actor: Actor,
    type: DocumentType,
    partner: PartnerInput,
    input: TypedInput,
    send: boolean,
    expectedRevision?: number,
  ): Promise<Answer> {
    const answer = await this.saver.run(actor, {
      type,
      partner,
      send,
      channel: 'form',
      expectedRevision: expectedRevision ?? undefined,
      changes: changesOf(input),
    });
    if ('findings' in answer) return { findings: answer.findings.map(withInputPath) };
    return {
      document: await this.head(actor, answer.id),
      unchanged: answer.unchanged,
      warnings: answer.warnings,
    };
  }

  async act(
    actor: Actor,
    type: DocumentType,
    command: { id: string; act: string; expectedRevision?: number; reason?: string; changes?: TypedInput },
  ): Promise<Answer> {
    const { changes, ...rest } = command;
    const known = (await this.db.transaction(actor, (tx) => documentsById(tx, [command.id]))).get(command.id);
    if (known?.type !== type) throw notFound('id');
    const answer = await this.doer.run(actor, { ...rest, ...(changes && { changes: changesOf(changes) }) });
    if ('findings' in answer) return { findings: answer.findings.map(withInputPath) };
    return { document: await this.head(actor, answer.id), unchanged: false, warnings: [] };
  }

  lines(actor: Actor, documentId: string, page: { first?: number; after?: string }) {
    return this.db.transaction(actor, (tx) => linePage(tx, documentId, page));
  }

  private async head(actor: Actor, id: string): Promise<DocumentHead> {
    const head = (await this.db.transaction(actor, (tx) => documentsById(tx, [id]))).get(id);
    if (!head) throw notFound('id');
    return head;
  }
}

function changesOf({ lines = [], ...header }: TypedInput): Changes {
  return { header, lines: lines.map(({ lineNumber, ...values }) => ({ lineNumber, values })) };
}

/** Fields of the header stand in the input itself. */
const withInputPath = (finding: Finding): Finding =>
  finding.path?.startsWith('header.') ? { ...finding, path: finding.path.slice('header.'.length) } : finding;

/**
 * The mutations and lines of one document type: `saveOrder`, `actOnOrder`, `Order.lines`. Their names and arguments come
 * from the definition, so the decorators are applied by hand.
 */
function resolverOf({ definition, name, content, lines, input, changes }: ContentTypes): Type<object> {
  const { type } = definition;
  const label = definition.label.en.toLowerCase();

  @Resolver(() => content)
  class TypedResolver {
    constructor(@Inject(TypedDocuments) readonly documents: TypedDocuments) {}

    @ResolveField(() => lines, { name: 'lines', description: 'Its lines, in their order.' })
    lines(
      @Parent() { documentId }: ContentParent,
      @CurrentActor() actor: Actor,
      @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
      first?: number,
      @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
      after?: string,
    ) {
      return this.documents.lines(actor, documentId, { first, after });
    }
  }
  Object.defineProperty(TypedResolver, 'name', { value: `${name}Resolver` });

  const acts = definition.acts.filter(({ by }) => by !== 'chain').map((act) => act.name);
  mutation(
    TypedResolver,
    `save${name}`,
    `Writes a ${label}: a draft, or sent at once. The number is its name: writing the same again changes nothing.`,
    saveArgs(label, input),
    function (
      this: TypedResolver,
      actor: Actor,
      partner: PartnerInput,
      written: TypedInput,
      send: boolean,
      expectedRevision?: number,
    ) {
      return this.documents.save(actor, type, partner, written, send, expectedRevision);
    },
  );
  mutation(
    TypedResolver,
    `actOn${name}`,
    `Performs an act on a ${label}: ${acts.join(', ')}.`,
    [
      Args('id', { type: () => ID, description: 'Its id.' }),
      Args('act', { type: () => String, description: `One of: ${acts.join(', ')}.` }),
      Args('expectedRevision', {
        type: () => Int,
        nullable: true,
        description: 'The revision that was read: refused if it has changed since.',
      }),
      Args('reason', { type: () => String, nullable: true, description: 'Why: some acts need it.' }),
      ...(changes
        ? [Args('changes', { type: () => changes, nullable: true, description: 'What the act writes.' })]
        : []),
    ],
    function (
      this: TypedResolver,
      actor: Actor,
      id: string,
      act: string,
      expectedRevision?: number,
      reason?: string,
      written?: TypedInput,
    ) {
      return this.documents.act(actor, type, { id, act, expectedRevision, reason, changes: written });
    },
  );
  return TypedResolver;
}

function saveArgs(label: string, input: Type<object>): ParameterDecorator[] {
  return [
    Args('partner', { type: () => PartnerInput, description: 'To whom.' }),
    Args('input', { type: () => input, description: `The ${label}.` }),
    Args('send', { type: () => Boolean, defaultValue: false, description: 'Sends it at once.' }),
    Args('expectedRevision', {
      type: () => Int,
      nullable: true,
      description:
        'The revision of the draft that was read, 0 for a new document: another’s draft is then not overwritten.',
    }),
  ];
}

function mutation(
  resolver: Type<object>,
  name: string,
  description: string,
  args: readonly ParameterDecorator[],
  run: (this: never, actor: Actor, ...rest: never[]) => Promise<Answer>,
): void {
  const prototype = resolver.prototype as Record<string, unknown>;
  Object.defineProperty(prototype, name, { value: run, configurable: true, writable: true });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
  const decorators = [CurrentActor(), ...args];
  // the compiler writes this for methods in the source: Nest reads it for every argument
  Reflect.defineMetadata(
    'design:paramtypes',
    decorators.map(() => Object),
    prototype,
    name,
  );
  decorators.forEach((decorate, index) => decorate(prototype, name, index));
  Allow('document:write')(prototype, name, descriptor);
  Mutation(() => DocumentResult, { description })(prototype, name, descriptor);
}

export const TYPED_RESOLVERS: readonly Type<object>[] = CONTENT_TYPES.map(resolverOf);
