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

  /**
   * The same for the face that reads: begins as what an earlier request found, without asking anybody. The database proves it
   * in the first round trip of the work itself; `changed` of the context says what to do when it no longer holds.
   */
  async rememberedContextOf(knock: Knock): Promise<RequestContext> {
    const { filiere, authorization, sessionToken, organisation, ipAddress } = knock;
    const actor =
      sessionToken && !authorization
        ? await this.actors.remembered(filiere, sessionToken, organisation, ipAddress)
        : undefined;
    if (!actor) return this.contextOf(knock);
    return requestContext({
      language: languageOf(knock.language),
      actor,
      changed: async () => ((await this.actors.stillHolds(actor)) ? undefined : this.contextOf(knock)),
    });
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
