import { Finding } from '@maillon/kernel';

/** Undoes the transaction when what follows from a document is refused: all of it stands, or nothing. */
export class ExchangeRefused extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super('refused');
  }
}
