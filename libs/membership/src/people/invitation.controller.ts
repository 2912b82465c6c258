import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { Public } from '@maillon/runtime';
import { SessionCookie } from '../sign-in/session-cookie.js';
import type { CookieReply } from '../sign-in/session-cookie.js';
import type { SessionRequest } from '../sign-in/session.controller.js';
import { AcceptInvitation } from './accept-invitation.js';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The page behind an invitation link. */
@Controller(':filiere/invitations/:token')
export class InvitationController {
  constructor(
    @Inject(AcceptInvitation) private readonly accept: AcceptInvitation,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @Public()
  show(@Param('filiere') filiere: string, @Param('token') token: string) {
    return this.accept.show(filiere, token);
  }

  @Post()
  @Public()
  @HttpCode(204)
  async join(
    @Param('filiere') filiere: string,
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: SessionRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    const { firstName, lastName, password } = (body ?? {}) as Record<string, unknown>;
    const person = { firstName: textOf(firstName), lastName: textOf(lastName), password: textOf(password) };
    const origin = { ipAddress: request.ip, userAgent: textOf(request.headers['user-agent']) };
    this.cookie.set(reply, await this.accept.run(filiere, token, person, origin));
  }
}
