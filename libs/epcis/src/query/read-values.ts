import { Text } from '@maillon/kernel';
import { utcInstant } from '../instant.js';
import { Prefixes } from '../prefixes.js';
import { EventCondition, ItemList, QueryProblem, QueryValue, SensorTest } from './event-query.js';
import { ALLOWED, badValue, noValue, tooManyValues } from './messages.js';

/** Values of one parameter: more would make no readable query. */
const MOST_VALUES = 1000;

type QuantityTests = Extract<EventCondition, { on: 'quantity' }>['tests'][number];

/** The state of reading one query: what it asks for so far, and what is wrong with it. */
export class QueryReading {
  readonly conditions: EventCondition[] = [];
  readonly problems: QueryProblem[] = [];
  /** Tests of one sensor element stand together, as do those of one quantity. */
  readonly sensorTests: SensorTest[] = [];
  readonly quantities = new Map<string | undefined, QuantityTests[]>();
  parameter = '';

  constructor(
    readonly prefixes: Prefixes,
    readonly from: 'url' | 'body',
  ) {}

  refuse(
    message: Text,
    told: { allowed?: string; nearest?: string; exception?: QueryProblem['exception'] } = {},
  ): void {
    const { exception = 'QueryParameterException', allowed, nearest } = told;
    this.problems.push({
      parameter: this.parameter,
      exception,
      message,
      ...(allowed && { allowed }),
      ...(nearest && { nearest }),
    });
  }

  /** Refuses a value for what is allowed instead; one of the wrong JSON kind in a body does not fit the query's schema. */
  refuseValue(value: unknown, allowed: Text, nearest?: string): undefined {
    const isWrongKind = this.from === 'body' && !['string', 'number', 'boolean'].includes(typeof value);
    this.refuse(badValue(value, allowed, nearest), {
      allowed: allowed.en,
      nearest,
      exception: isWrongKind ? 'QueryValidationException' : 'QueryParameterException',
    });
    return undefined;
  }

  /** The values of a list, as texts in a URL and as they are in a body; undefined when refused. */
  list(raw: unknown): readonly unknown[] | undefined {
    const given = Array.isArray(raw) ? (raw as unknown[]) : [raw];
    const values =
      this.from === 'url'
        ? given.flatMap((value) => (typeof value === 'string' ? value.split('|') : [value]))
        : given;
    const told = values.filter((value) => value !== '' && value !== null && value !== undefined);
    if (told.length === 0) this.refuse(noValue());
    else if (told.some(isUnstorable)) this.refuseValue(told.find(isUnstorable), ALLOWED.text);
    else if (told.length > MOST_VALUES) this.refuse(tooManyValues(MOST_VALUES));
    else return told;
    return undefined;
  }

  /** The only value of a parameter; undefined when refused. */
  single(raw: unknown, allowed: Text): string | number | boolean | undefined {
    const value: unknown = Array.isArray(raw) && raw.length === 1 ? raw[0] : raw;
    if (value === '' || value === null || value === undefined) {
      this.refuse(noValue());
      return undefined;
    }
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isPlain && !isUnstorable(value) ? value : this.refuseValue(value, allowed);
  }

  /** Every value of a list read by `read`; undefined as soon as one is refused. */
  each<T>(raw: unknown, read: (value: unknown) => T | undefined): T[] | undefined {
    const read1 = this.list(raw)?.map(read);
    return !read1 || read1.includes(undefined) ? undefined : (read1 as T[]);
  }

  text(value: unknown): string | undefined {
    return typeof value === 'string' ? value : this.refuseValue(value, ALLOWED.text);
  }

  instant(raw: unknown): string | undefined {
    const value = this.single(raw, ALLOWED.instant);
    if (value === undefined) return undefined;
    return (
      (typeof value === 'string' ? instantOf(value) : undefined) ?? this.refuseValue(value, ALLOWED.instant)
    );
  }

  number(raw: unknown): number | undefined {
    const value = this.single(raw, ALLOWED.number);
    if (value === undefined) return undefined;
    return numberOf(value) ?? this.refuseValue(value, ALLOWED.number);
  }

  boolean(raw: unknown): boolean | undefined {
    const value = this.single(raw, ALLOWED.boolean);
    if (value === undefined) return undefined;
    if (value === true || value === 'true') return true;
    return value === false || value === 'false' ? false : this.refuseValue(value, ALLOWED.boolean);
  }

  /** EXISTS_ parameters: true, or nothing at all (the schema's null); false asks for nothing (OpenAPI). */
  presence(raw: unknown): boolean {
    if (raw === null || raw === '' || raw === undefined) return true;
    if (raw === 1 || raw === '1') return true;
    if (raw === 0 || raw === '0') return false;
    return this.boolean(raw) ?? false;
  }

  /** A value to compare by size: a number, or an instant. */
  sizable(raw: unknown): number | string | undefined {
    const value = this.single(raw, ALLOWED.numberOrInstant);
    if (value === undefined) return undefined;
    const read = numberOf(value) ?? (typeof value === 'string' ? instantOf(value) : undefined);
    return read ?? this.refuseValue(value, ALLOWED.numberOrInstant);
  }

  addItems(lists: readonly ItemList[], anyOf: Extract<EventCondition, { on: 'items' }>['anyOf']): void {
    this.conditions.push({ on: 'items', lists, anyOf });
  }
}

/** No text in a database holds a NUL character or half a character pair: nothing can equal it. */
export const isUnstorable = (value: unknown): boolean =>
  typeof value === 'string' && /\u0000|\p{Surrogate}/u.test(value);

/** A URL may have turned the plus of an offset into a blank. */
const instantOf = (value: string): string | undefined =>
  utcInstant(value) ?? utcInstant(value.replace(/ (\d\d:\d\d)$/, '+$1')) ?? undefined;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function numberOf(value: string | number | boolean): number | undefined {
  const read = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/**
 * What a value of EQ may equal: a text may mean the number, the truth value or the text, since a URL cannot say which, XML gives all
 * values as texts, and the same query must find the same by either way.
 */
export function spellings(value: string | number | boolean): QueryValue[] {
  if (typeof value !== 'string') return [value, String(value)];
  const others: (QueryValue | undefined)[] = [utcInstant(value) ?? undefined, numberOf(value)];
  if (value === 'true' || value === 'false') others.push(value === 'true');
  return [value, ...others.filter((other) => other !== undefined)];
}
