import type { Problem } from '../../../components/form-problems';
import { numberFrom } from '../../declare-lot/lot-draft';

/** Windows of time in the order of a delivery; the clock difference counts hours, the others days. */
export const WINDOWS = [
  'transitDays',
  'overdueDays',
  'receiptDays',
  'announceDays',
  'replyDays',
  'clockHours',
] as const;
export type Window = (typeof WINDOWS)[number];

/** The rules as the platform keeps them; a relation may leave out any of them. */
export type Rules = {
  readonly tolerances?: readonly { unit?: string; family?: string; relative: number; absolute: number }[];
  readonly lossFactors?: readonly { family?: string; least: number }[];
  readonly factors?: readonly { item: string; from: string; to: string; factor: number }[];
  readonly blocking?: readonly string[];
} & { readonly [window in Window]?: number };

/** Lists of the rules, with the fields of a line. */
export const LISTS = {
  tolerances: ['family', 'unit', 'relative', 'absolute'],
  lossFactors: ['family', 'least'],
  factors: ['item', 'from', 'to', 'factor'],
} as const;
export type ListName = keyof typeof LISTS;
export type Line = Readonly<Record<string, string>>;

/** The rules as they are being typed: shares in percent, every value still the text of a field. */
export interface RulesDraft {
  readonly lists: Readonly<Record<ListName, readonly Line[]>>;
  readonly windows: Readonly<Record<Window, string>>;
  readonly blocking: readonly string[];
}

const SHARES = new Set(['relative', 'least']);
const NUMBERS = new Set(['relative', 'absolute', 'least', 'factor']);

const written = (value: number | undefined, decimal: string): string =>
  value === undefined ? '' : String(Number(value.toPrecision(12))).replace('.', decimal);

/** Rules to be typed over, with the decimal sign of the reader; what they leave out is empty. */
export function draftOf(rules: Rules, decimal: ',' | '.' = '.'): RulesDraft {
  const lines = (name: ListName): Line[] =>
    (rules[name] ?? []).map((line) =>
      Object.fromEntries(
        LISTS[name].map((field) => {
          const value = (line as Readonly<Record<string, string | number | undefined>>)[field];
          if (typeof value !== 'number') return [field, value ?? ''];
          return [field, written(SHARES.has(field) ? value * 100 : value, decimal)];
        }),
      ),
    );
  return {
    lists: { tolerances: lines('tolerances'), lossFactors: lines('lossFactors'), factors: lines('factors') },
    windows: Object.fromEntries(WINDOWS.map((window) => [window, written(rules[window], decimal)])) as Record<
      Window,
      string
    >,
    blocking: rules.blocking ?? [],
  };
}

export const emptyLine = (name: ListName): Line =>
  Object.fromEntries(LISTS[name].map((field) => [field, '']));

const isBlank = (line: Line): boolean => Object.values(line).every((text) => !text.trim());

/** Without the lines in which nothing stands: a fault of the third line is then that of the third line seen. */
export const withoutBlanks = (draft: RulesDraft): RulesDraft => ({
  ...draft,
  lists: {
    tolerances: draft.lists.tolerances.filter((line) => !isBlank(line)),
    lossFactors: draft.lists.lossFactors.filter((line) => !isBlank(line)),
    factors: draft.lists.factors.filter((line) => !isBlank(line)),
  },
});

/** Fields in which something stands that is no number; `say` words it. */
export function problemsIn(draft: RulesDraft, say: (text: string) => string): Problem[] {
  const wrong = (field: string, text: string): Problem[] =>
    text.trim() && numberFrom(text) === undefined ? [{ field, message: say(text) }] : [];
  return [
    ...(Object.keys(LISTS) as ListName[]).flatMap((name) =>
      draft.lists[name].flatMap((line, index) =>
        Object.entries(line).flatMap(([field, text]) =>
          NUMBERS.has(field) ? wrong(`${name}.${index}.${field}`, text) : [],
        ),
      ),
    ),
    ...WINDOWS.flatMap((window) => wrong(window, draft.windows[window])),
  ];
}

/** The rules as they are sent. A list that is empty is left out, a tolerance without a figure tolerates nothing. */
export function rulesOf(draft: RulesDraft): Rules {
  const list = (name: ListName) => {
    const lines = draft.lists[name].map((line) =>
      Object.fromEntries(
        LISTS[name].flatMap((field): [string, string | number][] => {
          const text = line[field]?.trim() ?? '';
          if (!NUMBERS.has(field)) return text ? [[field, text]] : [];
          const value = numberFrom(text) ?? (field === 'factor' ? undefined : 0);
          if (value === undefined) return [];
          return [[field, SHARES.has(field) ? Number((value / 100).toPrecision(12)) : value]];
        }),
      ),
    );
    return lines.length ? { [name]: lines } : {};
  };
  const windows = WINDOWS.flatMap((window) => {
    const value = numberFrom(draft.windows[window]);
    return value === undefined ? [] : [[window, value]];
  });
  return {
    ...list('tolerances'),
    ...list('lossFactors'),
    ...list('factors'),
    ...Object.fromEntries(windows),
    ...(draft.blocking.length > 0 && { blocking: draft.blocking }),
  } as Rules;
}

/** The names of all fields of the draft, to find the one that a finding speaks of. */
export const fieldsOf = (draft: RulesDraft): string[] => [
  'validFrom',
  ...(Object.keys(LISTS) as ListName[]).flatMap((name) =>
    draft.lists[name].flatMap((_line, index) => LISTS[name].map((field) => `${name}.${index}.${field}`)),
  ),
  ...WINDOWS,
  'blocking',
];
