import { Finding, Text, text } from '@maillon/kernel';

/** What people call the parts of rules. */
const NAMES: Readonly<Record<string, Text>> = {
  rules: text('les règles', 'the rules'),
  tolerances: text('les tolérances', 'the tolerances'),
  unit: text('l’unité', 'the unit'),
  family: text('la famille d’articles', 'the product family'),
  relative: text('la part tolérée', 'the share tolerated'),
  absolute: text('la quantité tolérée', 'the quantity tolerated'),
  lossFactors: text('les pertes de fabrication', 'the manufacturing losses'),
  least: text('la perte minimale', 'the least loss'),
  factors: text('les conversions par article', 'the conversions by item'),
  item: text('la référence d’article', 'the item number'),
  from: text('l’unité de départ', 'the unit converted from'),
  to: text('l’unité d’arrivée', 'the unit converted to'),
  factor: text('le facteur de conversion', 'the conversion factor'),
  transitDays: text('le délai de transport', 'the transit time'),
  overdueDays: text('le délai de grâce à l’arrivée', 'the days of grace at arrival'),
  receiptDays: text('le délai pour finir une réception', 'the time to finish a receipt'),
  announceDays: text('le délai pour annoncer', 'the time to announce'),
  clockHours: text('l’écart d’horloge', 'the clock difference'),
  replyDays: text('le délai de réponse', 'the time to answer'),
  blocking: text('les écarts qui bloquent', 'the kinds that block'),
};
const KNOWN = NAMES as Readonly<Record<string, Text | undefined>>;

/** The members of a path: `['tolerances', 0, 'relative']`. */
export type RulePath = readonly (string | number)[];

/** A path as it is written: `rules.tolerances[0].relative`. */
export const writtenPath = (path: RulePath): string =>
  path.reduce<string>(
    (all, part) => (typeof part === 'number' ? `${all}[${part}]` : `${all}.${part}`),
    'rules',
  );

/** « La part tolérée (ligne 2) »: the last name of the path, with the line of the list that it stands in. */
function nameOf(path: RulePath): Text {
  const named = [...path].reverse().find((part) => typeof part === 'string' && KNOWN[part]);
  const name = KNOWN[named ?? 'rules'] ?? NAMES['rules']!;
  const line = path.find((part) => typeof part === 'number');
  const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
  if (line === undefined) return text(capital(name.fr), capital(name.en));
  return text(`${capital(name.fr)} (ligne ${line + 1})`, `${capital(name.en)} (line ${line + 1})`);
}

const shown = (value: unknown): string | undefined =>
  value === undefined ? undefined : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60);

const finding = (
  code: string,
  path: RulePath,
  found: unknown,
  words: {
    readonly message: Text;
    readonly remedy: Text;
    readonly allowed?: string;
    readonly nearest?: string;
  },
): Finding => {
  const field = [...path].reverse().find((part) => typeof part === 'string');
  const value = shown(found);
  return {
    code,
    severity: 'error',
    path: writtenPath(path),
    ...(field !== undefined && { field: String(field) }),
    ...(value !== undefined && { value }),
    ...words,
  };
};

export const ruleMissing = (path: RulePath, allowed: string): Finding => {
  const name = nameOf(path);
  return finding('RULE_MISSING', path, undefined, {
    allowed,
    message: text(`${name.fr} : rien n’est indiqué.`, `${name.en}: nothing is given.`),
    remedy: text(`Indiquez une valeur permise : ${allowed}.`, `Give a value that is allowed: ${allowed}.`),
  });
};

export const ruleWrong = (path: RulePath, found: unknown, allowed: string, close?: string): Finding => {
  const name = nameOf(path);
  return finding('RULE_WRONG', path, found, {
    allowed,
    ...(close && { nearest: close }),
    message: text(
      `${name.fr} : « ${shown(found) ?? ''} » n’est pas permis.`,
      `${name.en}: “${shown(found) ?? ''}” is not allowed.`,
    ),
    remedy: text(`Indiquez une valeur permise : ${allowed}.`, `Give a value that is allowed: ${allowed}.`),
  });
};

export const ruleUnknown = (
  path: RulePath,
  allowed: readonly string[],
  close: string | undefined,
): Finding => {
  const name = shown(path.at(-1)) ?? '';
  return finding('RULE_UNKNOWN', path, path.at(-1), {
    allowed: allowed.join(', '),
    ...(close && { nearest: close }),
    message: text(`« ${name} » n’est le nom d’aucune règle.`, `“${name}” is the name of no rule.`),
    remedy: close
      ? text(`Écrivez « ${close} », ou retirez cette ligne.`, `Write “${close}”, or remove this line.`)
      : text(
          `Retirez-la, ou choisissez parmi : ${allowed.join(', ')}.`,
          `Remove it, or choose one of: ${allowed.join(', ')}.`,
        ),
  });
};

export const ruleWider = (path: RulePath, found: number, limit: number, isLeast = false): Finding => {
  const name = nameOf(path);
  const allowed = `${isLeast ? '≥' : '≤'} ${limit}`;
  // people write shares as percentages
  const style = ['relative', 'least'].includes(String(path.at(-1))) ? 'percent' : 'decimal';
  const number = (locale: string) =>
    new Intl.NumberFormat(locale, { style, maximumFractionDigits: 12 }).format(limit);
  const [fr, en] = [number('fr-FR'), number('en-GB')];
  return finding('RULE_WIDER', path, found, {
    allowed,
    message: text(
      `${name.fr} : cette valeur est plus large que celle de la filière (${fr}).`,
      `${name.en}: this value is wider than that of the filière (${en}).`,
    ),
    remedy: isLeast
      ? text(`Indiquez ${fr} ou plus, ou retirez cette ligne.`, `Give ${en} or more, or remove this line.`)
      : text(`Indiquez ${fr} ou moins, ou retirez cette ligne.`, `Give ${en} or less, or remove this line.`),
  });
};

const dateFinding = (found: string, message: Text, allowed: string, remedy: Text): Finding => ({
  code: 'RULES_DATE_WRONG',
  severity: 'error',
  path: 'validFrom',
  field: 'validFrom',
  value: found.slice(0, 60),
  allowed,
  message,
  remedy,
});

export const dayUnreadable = (found: string, today: string): Finding =>
  dateFinding(
    found,
    text('Cette date ne se lit pas.', 'This date cannot be read.'),
    'YYYY-MM-DD',
    text(`Écrivez le jour comme ${today}.`, `Write the day like ${today}.`),
  );

export const dayPast = (found: string, today: string): Finding =>
  dateFinding(
    found,
    text(
      'Ce jour est passé : une règle ne vaut jamais en arrière.',
      'This day is past: a rule never holds backwards.',
    ),
    `≥ ${today}`,
    text(`Choisissez le ${today} ou un jour suivant.`, `Choose ${today} or a later day.`),
  );

export const partnerUnknown = (found: string): Finding => ({
  code: 'PARTNER_UNKNOWN',
  severity: 'error',
  path: 'partner',
  field: 'partner',
  value: found.slice(0, 60),
  message: text(
    'Ce partenaire n’est pas membre actif de cette filière.',
    'This partner is no active member of this filière.',
  ),
  remedy: text(
    'Choisissez un membre de la filière, autre que votre organisation.',
    'Choose a member of the filière other than your organisation.',
  ),
});
