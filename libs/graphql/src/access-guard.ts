import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { requirePermission } from '@maillon/kernel';
import { accessOf } from '@maillon/runtime';
import { actorOf, RequestContext, unauthenticated } from './context.js';

/** A request that the edge has looked at: `maillon` holds who is acting, or why nobody is. */
export interface EdgeRequest {
  maillon?: RequestContext;
  signedInPersonId?: string;
}

/** Refuses what its `@Allow` does not grant. A first door only: wall and visibility rule stand behind it. */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(context.getHandler());
    if (!access)
      throw new Error(
        `${context.getClass().name}.${context.getHandler().name} declares neither @Allow nor @Public.`,
      );
    if (access.kind === 'public') return true;
    const isHttp = context.getType<string>() === 'http';
    if (access.kind === 'signed-in') {
      if (isHttp && context.switchToHttp().getRequest<EdgeRequest>().signedInPersonId) return true;
      throw unauthenticated();
    }
    const request = isHttp
      ? (context.switchToHttp().getRequest<EdgeRequest>().maillon ?? {
          loaders: new Map(),
          language: 'fr' as const,
        })
      : GqlExecutionContext.create(context).getContext<RequestContext>();
    requirePermission(actorOf(request), access.permission);
    return true;
  }
}
