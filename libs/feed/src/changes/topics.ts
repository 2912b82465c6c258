import { DomainError } from '@maillon/kernel';
import { badTopics } from '../messages.js';

const PATTERN = /^(\*|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*\.\*|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+)$/;
const MOST = 50;
const LONGEST = 80;

/** Which topics are asked for: whole names, and beginnings as LIKE patterns. Both null when every topic is. */
export interface TopicFilter {
  readonly names: readonly string[] | null;
  readonly beginnings: readonly string[] | null;
}

/** Checks topics as people write them: `order.sent`, `order.*`, `*`. Throws BAD_INPUT for anything else, or for none. */
export function checkTopics(topics: readonly string[], path = 'topics'): readonly string[] {
  const isGood = topics.length > 0 && topics.length <= MOST;
  if (isGood && topics.every((topic) => PATTERN.test(topic) && topic.length <= LONGEST))
    return [...new Set(topics)];
  throw new DomainError('BAD_INPUT', badTopics(MOST), path);
}

/** The filter of checked topics: their letters hold nothing that LIKE reads otherwise. */
export function topicFilter(topics: readonly string[] | undefined): TopicFilter {
  if (!topics || topics.includes('*')) return { names: null, beginnings: null };
  return {
    names: topics.filter((topic) => !topic.endsWith('.*')),
    beginnings: topics.filter((topic) => topic.endsWith('.*')).map((topic) => `${topic.slice(0, -1)}%`),
  };
}
