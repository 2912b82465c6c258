import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { DomainError, notFound } from '@maillon/kernel';
import type { Text } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { unauthenticated } from '@maillon/graphql';
import { Public, SignedIn } from '@maillon/runtime';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { DemoAccounts } from './demo-accounts.js';
import { placesOf } from './places.queries.js';
import { SessionCookie } from './session-cookie.js';
import type { CookieReply } from './session-cookie.js';
import { SignIn } from './sign-in.js';

export interface SessionRequest {
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  signedInPersonId?: string;
}

interface SessionView {
  person: { id: string; firstName: string; lastName: string; email: string };
  places: {
    filiere: { slug: string; name: Text };
    organisation: { id: string; name: string } | null;
    role: string;
    mandateUntil: string | null;
  }[];
}

const originOf = (request: SessionRequest) => ({
  ipAddress: request.ip,
  userAgent: String(request.headers['user-agent'] ?? ''),
});

/** Sign-in, sign-out and the way in for a visitor of a demo. */
@Controller('api')
export class SessionController {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
    @Inject(DemoAccounts) private readonly demo: DemoAccounts,
  ) {}

  @Get('filieres')
  @Public()
  async list() {
    const accounts = await this.demo.all();
    return (await this.filieres.all()).map(({ id, slug, name, demo }) => ({
      slug,
      name,
      demo: accounts.has(id) ? { story: demo.story, accounts: accounts.get(id) } : null,
    }));
  }

  @Post('session')
  @Public()
  @HttpCode(200)
  async open(
    @Body() body: unknown,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<SessionView> {
    const { email, password } = credentials(body);
    const { token, personId } = await this.signIn.withPassword(email, password, originOf(request));
    this.cookie.set(reply, token);
    return this.view(personId);
  }

  @Post('session/demo')
  @Public()
  @HttpCode(200)
  async openDemo(
    @Body() body: unknown,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<SessionView> {
    const { filiere, as } = (body ?? {}) as { filiere?: unknown; as?: unknown };
    const found = typeof filiere === 'string' ? await this.filieres.find(filiere) : undefined;
    const personId = found && typeof as === 'string' ? await this.demo.personOf(found.id, as) : undefined;
    if (!personId) throw notFound();
    this.cookie.set(reply, await this.signIn.open(personId, originOf(request)));
    return this.view(personId);
  }

  @Get('session')
  @SignedIn()
  show(@Req() request: SessionRequest): Promise<SessionView> {
    return this.view(request.signedInPersonId!);
  }

  @Delete('session')
  @Public()
  @HttpCode(204)
  async close(@Req() request: SessionRequest, @Res({ passthrough: true }) reply: CookieReply): Promise<void> {
    const token = request.cookies[this.cookie.name];
    if (token) await this.signIn.close(token);
    this.cookie.clear(reply);
  }

  @Delete('sessions')
  @SignedIn()
  @HttpCode(204)
  async closeAll(
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    await this.signIn.closeAll(request.signedInPersonId!);
    this.cookie.clear(reply);
  }

  private async view(personId: string): Promise<SessionView> {
    const { person, places } = await this.db.identity(personId, async (tx) => ({
      person: (
        await tx.query<{ id: string; first_name: string; last_name: string; email: string }>(
          'select id, first_name, last_name, email from person where id = $1',
          [personId],
        )
      )[0],
      places: await placesOf(tx, personId),
    }));
    if (!person) throw unauthenticated();
    const filieres = new Map((await this.filieres.all()).map((filiere) => [filiere.id, filiere]));
    return {
      person: {
        id: person.id,
        firstName: person.first_name,
        lastName: person.last_name,
        email: person.email,
      },
      places: places.flatMap(({ filiereId, organisation, role, mandateUntil }) => {
        const filiere = filieres.get(filiereId);
        return filiere
          ? [{ filiere: { slug: filiere.slug, name: filiere.name }, organisation, role, mandateUntil }]
          : [];
      }),
    };
  }
}

function credentials(body: unknown): { email: string; password: string } {
  const { email, password } = (body ?? {}) as { email?: unknown; password?: unknown };
  if (typeof email === 'string' && typeof password === 'string' && email && password)
    return { email, password };
  throw new DomainError('BAD_INPUT', {
    fr: 'Donnez votre adresse e-mail et votre mot de passe.',
    en: 'Give your e-mail address and your password.',
  });
}
