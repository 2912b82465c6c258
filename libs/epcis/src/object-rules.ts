import { nearest } from '@maillon/kernel';
import { canonicalUri } from './canonical-uri.js';
import { EventCheck, MAX_DEPTH } from './event-check.js';
import { isKept } from './kept-text.js';
import { isUri } from './uri.js';
import { known, Rule } from './value-rules.js';

/** The rule of a member, and its place among the canonical texts of the members of its shape. */
interface KnownMember {
  readonly rule: Rule;
  readonly rank: number;
}

/** What an object may hold. */
export interface Shape {
  readonly rules: ReadonlyMap<string, KnownMember>;
  readonly required: readonly string[];
  /** `closed`: nothing else; `extensions`: members named by a URI or prefix:name; `open`: anything. */
  readonly others: 'closed' | 'extensions' | 'open';
  /** Says where a member that is not allowed here belongs. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** Members of one's own are attributes in XML, which hold a text each. */
  readonly inAttributes?: boolean;
}

export function shape(
  rules: Readonly<Record<string, Rule>>,
  required: readonly string[] = [],
  others: Shape['others'] = 'closed',
): Shape {
  // canonical texts begin with `name=`
  const order = Object.keys(rules)
    .map((name) => `${name}=`)
    .sort();
  const known = Object.entries(rules).map(([name, rule]): [string, KnownMember] => [
    name,
    { rule, rank: order.indexOf(`${name}=`) },
  ]);
  return { rules: new Map(known), required, others };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Canonical texts of an object's members by name, as far as they are standard. */
export type Texts = Record<string, string | undefined>;

/** Checks an object against its shape and returns its canonical text; `texts` receives those of its members. */
export function readObject(value: unknown, expected: Shape, check: EventCheck, texts?: Texts): string {
  if (!isObject(value)) {
    check.report('WRONG_KIND', { value, allowed: 'object' });
    return '';
  }
  const entries = new SortedEntries();
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    if (check.isFull) break;
    const known = expected.rules.get(name);
    check.enter(name);
    if (known) {
      const told = known.rule(member, check);
      if (told !== '') entries.add(`${name}=${told}`, known.rank);
      if (texts) texts[name] = told;
    } else readOther(name, member, expected, check, entries);
    check.leave();
  }
  for (const name of expected.required) {
    if (value[name] === undefined) check.report('FIELD_MISSING', { field: name }, true);
  }
  return entries.text;
}

/** A member that the standard does not define. */
function readOther(
  name: string,
  member: unknown,
  expected: Shape,
  check: EventCheck,
  entries: SortedEntries,
): void {
  if (expected.others !== 'closed' && isUri(name)) {
    const spelt = knownName(name, check);
    const told = extension(member, check);
    if (told === '') return;
    entries.addOther(`${spelt}=${expected.inAttributes ? attributeText(member, told) : told}`);
  } else if (expected.others === 'open') {
    // a name that is no URI may hold anything
    check.checkText(name);
    const told = extension(member, check);
    if (told !== '') entries.addOther(`${JSON.stringify(name)}=${told}`);
  } else refuseMember(name, expected, check);
}

const knownName = (name: string, check: EventCheck): string => known(name, check, true);

/** An attribute does not say whether it is a number: the same event must compare the same in both forms. */
function attributeText(member: unknown, told: string): string {
  if (member === null) return '""';
  return typeof member === 'number' || typeof member === 'boolean' ? JSON.stringify(told) : told;
}

/** Canonical texts of members in their order. Those of the standard know their rank: most objects hold no others. */
class SortedEntries {
  private readonly entries: string[] = [];
  private readonly ranks: number[] = [];
  private hasOthers = false;

  add(entry: string, rank: number): void {
    const { entries, ranks } = this;
    let at = entries.length;
    if (!this.hasOthers)
      for (; at > 0 && ranks[at - 1]! > rank; at--) {
        entries[at] = entries[at - 1]!;
        ranks[at] = ranks[at - 1]!;
      }
    entries[at] = entry;
    ranks[at] = rank;
  }

  addOther(entry: string): void {
    this.hasOthers = true;
    this.entries.push(entry);
  }

  get text(): string {
    const { entries } = this;
    if (this.hasOthers) entries.sort();
    // joined by hand: most objects hold a few entries, for which that is faster
    let told = '{';
    for (let at = 0; at < entries.length; at++) told += at === 0 ? entries[at]! : `\n${entries[at]!}`;
    return `${told}}`;
  }
}

function refuseMember(name: string, expected: Shape, check: EventCheck): void {
  const allowed = expected.elsewhere?.get(name);
  if (allowed) return check.report('FIELD_NOT_ALLOWED', { value: name, allowed });
  const names = [...expected.rules.keys()];
  check.report('FIELD_UNKNOWN', { value: name, allowed: names.join(', '), nearest: nearest(name, names) });
}

/**
 * Canonical text of data that the standard does not define: members and lists in no order, GS1 keys in one spelling. '' for an
 * empty list, which says nothing: XML, and the event hash with it, knows neither that nor lists in lists (nor does JSON-LD 1.1
 * section 4.3), and an empty group is an empty text there. The same event must compare the same in both forms.
 */
export function extension(value: unknown, check: EventCheck): string {
  if (check.depth > MAX_DEPTH) {
    check.report('TOO_DEEP', { allowed: String(MAX_DEPTH) });
    return '';
  }
  if (typeof value === 'string') {
    check.checkText(value);
    usePrefix(value, check);
    return JSON.stringify(
      value.startsWith('urn:epc:') || value.startsWith('https://id.gs1.org/') ? canonicalUri(value) : value,
    );
  }
  if (Array.isArray(value)) {
    const texts = entriesOf(value, check);
    if (texts.length === 0) return '';
    return texts.length === 1 ? texts[0]! : `[${texts.sort().join('\n')}]`;
  }
  // 1e400 is no number that can be kept
  if (typeof value === 'number' && !Number.isFinite(value))
    check.report('WRONG_KIND', { value, allowed: 'number' });
  if (!isObject(value)) return String(value);
  const entries = Object.keys(value).flatMap((name) => {
    check.enter(name);
    check.checkText(name);
    // A nested name may be a plain word; one with a colon must have its prefix declared.
    // one with accents is no URI before they are encoded, as XML names are
    const uri = !isUri(name) && usePrefix(name, check) && isKept(name) ? encodeURI(name) : name;
    const spelt = isUri(uri) ? known(uri, check, true) : name;
    const told = extension(value[name], check);
    check.leave();
    // a context is no data: neither XML nor the event hash knows it here
    return told === '' || name === '@context' ? [] : [`${JSON.stringify(spelt)}=${told}`];
  });
  if (entries.length === 0) return '""';
  // an element of XML that holds a text and nothing else
  if (entries.length === 1 && entries[0]!.startsWith(TEXT_ALONE)) return entries[0]!.slice(TEXT_ALONE.length);
  return `{${entries.sort().join('\n')}}`;
}

/** Notes the prefix that a text or a name opens with: the event needs it to stand alone. False where none is declared. */
function usePrefix(text: string, check: EventCheck): boolean {
  const prefix = text.slice(0, Math.max(0, text.indexOf(':')));
  if (prefix === '' || !check.prefixes.names.has(prefix)) return false;
  check.use(prefix);
  return true;
}

const TEXT_ALONE = '"#text"=';

/** The entries of a list, and of the lists in it. */
function entriesOf(list: readonly unknown[], check: EventCheck): string[] {
  return list.flatMap((entry, index) => {
    check.enter(index);
    const isDeep = check.depth > MAX_DEPTH;
    const told = Array.isArray(entry) && !isDeep ? entriesOf(entry, check) : [extension(entry, check)];
    check.leave();
    return told.filter((one) => one !== '');
  });
}

/** What an entry of a list names. */
function named(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  return entry['epcClass'] ?? entry['bizTransaction'] ?? entry['source'] ?? entry['destination'] ?? entry;
}

/** How a list treats the same text given twice. */
export type Repeats = 'refused' | 'told' | 'kept';

/** A list of values in no order; an empty one does not count. */
export function list(rule: Rule, repeats: Repeats = 'kept', min = 0): Rule {
  return (value, check) => {
    if (!Array.isArray(value)) {
      check.report('WRONG_KIND', { value, allowed: 'list' });
      return '';
    }
    if (value.length < min) check.report('LIST_EMPTY');
    if (value.length === 0) {
      if (min === 0) check.reportEmptyList();
      return '';
    }
    const texts: string[] = [];
    for (let index = 0; index < value.length && !check.isFull; index++) {
      const { errors } = check;
      check.enter(index);
      const told = rule(value[index], check);
      check.leave();
      // what is refused has little left to compare: two such entries may look the same that are not
      texts.push(check.errors > errors ? '' : told);
    }
    if (repeats !== 'kept' && hasRepeats(texts)) reportRepeats(value, texts, repeats, check);
    return texts.length === 1 ? `[${texts[0]}]` : `[${texts.sort().join('\n')}]`;
  };
}

function hasRepeats(texts: readonly string[]): boolean {
  if (texts.length > 8) return new Set(texts).size < texts.length;
  for (let one = 1; one < texts.length; one++)
    for (let other = 0; other < one; other++) if (texts[one] === texts[other]) return true;
  return false;
}

/** The schema refuses the same spelling twice in some lists; the same thing under two spellings is only told. */
function reportRepeats(
  value: readonly unknown[],
  texts: readonly string[],
  repeats: Repeats,
  check: EventCheck,
): void {
  const seen = new Set<string>();
  const spelt = new Set<unknown>();
  texts.forEach((told, index) => {
    if (told === '') return;
    if (seen.has(told)) {
      const same = spelt.has(value[index]);
      check.enter(index);
      const code = repeats === 'refused' && same ? 'DUPLICATE' : 'DUPLICATE_KEPT';
      check.report(code, { value: named(value[index]) });
      check.leave();
    }
    seen.add(told);
    spelt.add(value[index]);
  });
}
