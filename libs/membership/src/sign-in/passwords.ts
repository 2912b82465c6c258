import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import { DomainError } from '@maillon/kernel';

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const COST = { type: argon2.argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
/** Hashes at work at the same time: each takes 19 MiB and a core. */
const AT_ONCE = 2;
const WAITING_AT_MOST = 200;
export const PASSWORD_LENGTH = { min: 12, max: 200 };

/** Hashes and checks passwords, few at a time, so that a rush of sign-ins cannot take the memory of the machine. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Checked in place of a missing hash: an unknown address takes as long as a wrong password. */
  private readonly decoy = argon2.hash('nobody has this password', COST);

  /** Throws BAD_INPUT for a password too short or too long to be kept. */
  async hash(password: string): Promise<string> {
    if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
      throw new DomainError(
        'BAD_INPUT',
        {
          fr: `Un mot de passe compte de ${PASSWORD_LENGTH.min} à ${PASSWORD_LENGTH.max} caractères. Une phrase facile à retenir convient.`,
          en: `A password has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters. A sentence that you remember will do.`,
        },
        'password',
      );
    }
    return this.inTurn(() => argon2.hash(password, COST));
  }

  async matches(hash: string | undefined | null, password: string): Promise<boolean> {
    const known = hash ?? (await this.decoy);
    const matches = await this.inTurn(() => argon2.verify(known, password.slice(0, PASSWORD_LENGTH.max)));
    return matches && Boolean(hash);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING_AT_MOST) throw tooManySignIns(10);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

export const tooManySignIns = (seconds: number): DomainError =>
  new DomainError(
    'TOO_MANY_REQUESTS',
    {
      fr: `Trop de tentatives de connexion. Réessayez dans ${seconds} secondes.`,
      en: `Too many attempts to sign in. Try again in ${seconds} seconds.`,
    },
    undefined,
    seconds,
  );
