import { SetMetadata } from '@nestjs/common';
import { Permission } from '@maillon/kernel';

export const ACCESS = Symbol('maillon:access');

export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'allow'; readonly permission: Permission };

/** Open to anybody, signed in or not. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Open to every signed-in person, in whatever filière. */
export const SignedIn = () => SetMetadata(ACCESS, { kind: 'signed-in' } satisfies Access);

/** Open to an actor of this filière who holds the permission. */
export const Allow = (permission: Permission) =>
  SetMetadata(ACCESS, { kind: 'allow', permission } satisfies Access);

/** The access declared on a handler, or undefined: boot refuses a handler without one. */
export const accessOf = (handler: object): Access | undefined =>
  Reflect.getMetadata(ACCESS, handler) as Access | undefined;
