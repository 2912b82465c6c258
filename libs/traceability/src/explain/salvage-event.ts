import { CanonicalEvent, eventsOf, readEvent, readHeader } from '@maillon/epcis';

type Steps = readonly (string | number)[];
type Container = Record<string | number, unknown>;

/** Faults can hide others: what is left is read again so many times. */
const ROUNDS = 8;

/**
 * What is right in an event that was refused: the event without the members and entries that are wrong, so that its declarer
 * knows it again. Undefined where nothing is left that is an event. `document` is the document as parsed.
 */
export function salvageEvent(document: unknown, index: number): CanonicalEvent | undefined {
  if (!isContainer(document)) return undefined;
  const prefixes = 'epcisBody' in document ? readHeader(document['@context']) : undefined;
  const rest: unknown = structuredClone(eventsOf(document)[index]);
  for (let round = 0; round < ROUNDS; round++) {
    const { event, findings } = readEvent(rest, { prefixes, isSent: true });
    if (event || !isContainer(rest)) return event;
    const wrong = new Set(findings.flatMap(({ severity, path }) => (severity === 'error' && path) || []));
    const gaps = new Set<unknown[]>();
    const removed = [...wrong].filter((path) => remove(rest, stepsOf(path), gaps));
    if (removed.length === 0) return undefined;
    gaps.forEach(close);
  }
  return undefined;
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const STEP = /\.([A-Za-z_]\w*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]/g;

/** The names and positions of a JSON path. */
const stepsOf = (path: string): Steps =>
  [...path.matchAll(STEP)].map(([, name, position, quoted]) =>
    position === undefined ? (name ?? quoted!.replace(/\\(.)/g, '$1')) : Number(position),
  );

/** What was taken out of a list, until all places in it have been gone to. */
const GONE = Symbol('gone');

/** Takes out what a path leads to, or what lacks it. False where that is the whole event. `gaps`: lists that it left gaps in. */
function remove(event: Container, steps: Steps, gaps: Set<unknown[]>): boolean {
  let [holder, key]: [Container, string | number | undefined] = [event, steps[0]];
  for (const step of steps.slice(1)) {
    const next: unknown = holder[key!];
    if (!isContainer(next) || !(step in next)) break;
    [holder, key] = [next, step];
  }
  if (key === undefined || !(key in holder)) return false;
  if (!Array.isArray(holder)) return delete holder[key];
  holder[Number(key)] = GONE;
  gaps.add(holder);
  return true;
}

function close(list: unknown[]): void {
  const kept = list.filter((entry) => entry !== GONE);
  list.length = 0;
  for (const entry of kept) list.push(entry);
}
