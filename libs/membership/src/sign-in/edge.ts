import { Inject, Injectable } from '@nestjs/common';
import { DomainError, languageOf } from '@maillon/kernel';
import { RequestContext, requestContext, unauthenticated } from '@maillon/graphql';
import { Actors } from './actors.js';
import { SessionCookie } from './session-cookie.js';
import { SignIn } from './sign-in.js';

/** What the edge reads of a request, whatever carried it. */
export interface Knock {
  readonly filiere: string;
  readonly authorization?: string;
  readonly sessionToken?: string;
  /** Id of the organisation acted for, or `committee`. */
  readonly organisation?: string;
  readonly language?: string;
  readonly ipAddress?: string;
}

/** Looks at a request once, before anything else: who acts in which filière, or why nobody does. */
@Injectable()
export class Edge {
  constructor(
    @Inject(Actors) private readonly actors: Actors,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SessionCookie) readonly cookie: SessionCookie,
  ) {}

  /** Never throws for a caller's fault: the refusal stands in the context, and each operation answers with it. */
  async contextOf(knock: Knock): Promise<RequestContext> {
    const language = languageOf(knock.language);
    try {
      return requestContext({ language, actor: await this.actorOf(knock) });
    } catch (error) {
      if (error instanceof DomainError) return requestContext({ language, refusal: error });
      throw error;
    }
  }

  /** The person of a session token, for what belongs to no filière. */
  async personOf(token: string | undefined): Promise<string | undefined> {
    return token ? this.signIn.personOf(token) : undefined;
  }

  private async actorOf({ filiere, authorization, sessionToken, organisation, ipAddress }: Knock) {
    const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (key) return this.actors.ofKey(filiere, key, ipAddress);
    if (!sessionToken) throw unauthenticated();
    return this.actors.ofSession(filiere, sessionToken, organisation, ipAddress);
  }
}
