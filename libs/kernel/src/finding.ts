import { Text } from './text.js';

/**
 * One thing found wrong in data that somebody sent: a document, a file, a form.
 * `code` is stable; `line` and `column` are 1-based; `column` is a number in a text, `field` a column header or member name.
 */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly path?: string;
  readonly eventIndex?: number;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly value?: string;
  readonly allowed?: string;
  readonly nearest?: string;
  readonly message: Text;
  readonly remedy: Text;
}
