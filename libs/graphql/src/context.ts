import DataLoader from 'dataloader';
import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { Actor, DomainError, Language } from '@maillon/kernel';

/** What every resolver of one request shares. `refusal` says why there is no actor. */
export interface RequestContext {
  readonly actor?: Actor;
  readonly refusal?: DomainError;
  readonly language: Language;
  /**
   * Present where the actor was remembered from an earlier request: proves it against the database, and answers the context
   * to start again with where it has changed. Nothing may be written before this was asked, nor anything answered.
   */
  readonly changed?: () => Promise<RequestContext | undefined>;
  readonly loaders: Map<string, DataLoader<string, unknown>>;
}

/** A new context: never shared between requests. */
export const requestContext = (parts: Omit<RequestContext, 'loaders'>): RequestContext => ({
  ...parts,
  loaders: new Map(),
});

/** The actor of a GraphQL request, as first argument of a resolver. Throws the refusal where there is none. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor =>
  actorOf(GqlExecutionContext.create(context).getContext<RequestContext>()),
);

/** The actor of a context. Throws UNAUTHENTICATED, or the reason found at the edge. */
export function actorOf(context: RequestContext): Actor {
  if (context.actor) return context.actor;
  throw context.refusal ?? unauthenticated();
}

export const unauthenticated = (): DomainError =>
  new DomainError('UNAUTHENTICATED', {
    fr: 'Connectez-vous pour continuer.',
    en: 'Sign in to continue.',
  });

/**
 * One loader a name and request: ids asked for in the same tick are read in one transaction.
 * `batch` answers a Map by id; an id it leaves out loads as undefined.
 */
export function loaderOf<Value>(
  context: RequestContext,
  name: string,
  batch: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | undefined> {
  let loader = context.loaders.get(name);
  if (!loader) {
    loader = new DataLoader<string, unknown>(async (ids) => {
      const found = await batch(ids);
      return ids.map((id) => found.get(id));
    });
    context.loaders.set(name, loader);
  }
  return loader as DataLoader<string, Value | undefined>;
}
