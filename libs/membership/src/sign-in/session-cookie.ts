import { Injectable } from '@nestjs/common';
import { SESSION_HOURS } from './sign-in.js';

const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export interface CookieReply {
  setCookie(name: string, value: string, options: object): unknown;
  clearCookie(name: string, options: object): unknown;
}

/** The cookie that holds a session token: `__Host-` and Secure everywhere, plain on a developer's own machine only. */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly options: object;

  /** Throws when the public address is neither https nor this machine: a session must not travel in clear. */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https://');
    if (!secure && !LOCAL.test(publicUrl.replace(/\/$/, ''))) {
      throw new Error(
        `PUBLIC_URL is ${publicUrl}: it must begin with https://, or be http://localhost on a machine of one's own.`,
      );
    }
    this.name = secure ? '__Host-maillon' : 'maillon';
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SESSION_HOURS * 3600 };
  }

  set(reply: CookieReply, token: string): void {
    reply.setCookie(this.name, token, this.options);
  }

  clear(reply: CookieReply): void {
    reply.clearCookie(this.name, this.options);
  }
}
