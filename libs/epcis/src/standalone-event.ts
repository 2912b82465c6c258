import { CanonicalEvent } from './model.js';
import { isObject } from './object-rules.js';
import { GS1_CONTEXT, isGs1Context } from './prefixes.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The event as received, made to stand without its document: where it uses prefixes that the document declared, they join its
 * own `@context` (EPCIS 2.0 section 10.2). Otherwise the same object. To be stored, so that extensions keep their meaning.
 */
export function standaloneEvent({
  original,
  context = [],
}: Pick<CanonicalEvent, 'original' | 'context'>): Members {
  const own = original['@context'];
  const entries: unknown[] = own === undefined ? [] : Array.isArray(own) ? (own as unknown[]) : [own];
  const declared = new Set(entries.flatMap((entry) => (isObject(entry) ? Object.keys(entry) : [entry])));
  const added = context.flatMap((entry): unknown[] => {
    if (typeof entry === 'string') return declared.has(entry) ? [] : [entry];
    const terms = Object.entries(entry).filter(([term]) => !declared.has(term));
    return terms.length > 0 ? [Object.fromEntries(terms)] : [];
  });
  if (added.length === 0) return original;
  const others = entries.filter((entry) => !isGs1Context(entry));
  return { ...original, '@context': [GS1_CONTEXT, ...added, ...others] };
}
