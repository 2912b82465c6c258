import { Text } from '@maillon/kernel';

/** Why a value was not understood, and what to write instead. `code` is stable. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly message: Text;
  readonly remedy: Text;
}

export type Parsed<T> = ({ readonly ok: true } & T) | Refusal;
