import { Finding, nearest, text } from '@maillon/kernel';
import { Filiere, Granularity, KeyDataElement } from './filiere.js';
import {
  Advice,
  badPattern,
  missing,
  notBoolean,
  notChoice,
  notDate,
  notHere,
  notNumber,
  notText,
  unknownKey,
} from './messages.js';

const appliesTo = (element: KeyDataElement, granularity: Granularity): boolean =>
  element.granularities?.includes(granularity) ?? true;

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * Checks an item's key data against what its filière asks for. Blank values count as absent.
 * Errors: missing required element, wrong type, value outside a list or a pattern. Warnings: unknown element (with the
 * nearest known one), element of another granularity. `path` and `field` hold the key; never throws.
 */
export function checkKeyData(
  filiere: Filiere,
  granularity: Granularity,
  keyData: Record<string, unknown>,
): Finding[] {
  const findings: Finding[] = [];
  const elements = new Map(filiere.keyDataElements.map((element) => [element.key, element]));
  for (const [key, value] of Object.entries(keyData)) {
    if (isBlank(value)) continue;
    const element = elements.get(key);
    if (!element) findings.push(unknownElement(filiere, key, value));
    else if (!appliesTo(element, granularity))
      findings.push(finding('KEY_DATA_NOT_HERE', 'warning', key, notHere(element.label), value));
    else findings.push(...checkValue(element, value));
  }
  for (const element of filiere.keyDataElements) {
    if (!element.required || !appliesTo(element, granularity)) continue;
    const value = Object.hasOwn(keyData, element.key) ? keyData[element.key] : undefined;
    if (isBlank(value))
      findings.push(finding('KEY_DATA_MISSING', 'error', element.key, missing(element.label)));
  }
  return findings;
}

function unknownElement(filiere: Filiere, key: string, value: unknown): Finding {
  const near = nearest(
    key,
    filiere.keyDataElements.map((element) => element.key),
  );
  const label = filiere.keyDataElements.find((element) => element.key === near)?.label;
  const result = finding('KEY_DATA_UNKNOWN', 'warning', key, unknownKey(key, label), value);
  return near === undefined ? result : { ...result, nearest: near };
}

function checkValue(element: KeyDataElement, value: unknown): Finding[] {
  const { key, label } = element;
  const wrongType = (advice: Advice): Finding[] => [finding('KEY_DATA_TYPE', 'error', key, advice, value)];
  switch (element.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? []
        : wrongType(notNumber(label, element.unit));
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrongType(notBoolean(label));
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? [] : wrongType(notDate(label));
    case 'choice':
      return checkChoice(element, value);
    case 'text':
      if (typeof value !== 'string') return wrongType(notText(label));
      if (matches(element.pattern, value)) return [];
      return [
        {
          ...finding('KEY_DATA_PATTERN', 'error', key, badPattern(label, element.help), value),
          allowed: element.pattern,
        },
      ];
  }
}

function checkChoice(element: KeyDataElement, value: unknown): Finding[] {
  const choices = element.choices ?? [];
  if (choices.some((choice) => choice.value === value)) return [];
  const labels = text(
    choices.map((choice) => choice.label.fr).join(', '),
    choices.map((choice) => choice.label.en).join(', '),
  );
  const allowed = choices.map((choice) => choice.value);
  const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const result = finding('KEY_DATA_CHOICE', 'error', element.key, notChoice(element.label, labels), value);
  return [{ ...result, allowed: allowed.join(', '), ...(near === undefined ? {} : { nearest: near }) }];
}

/** Patterns come from this library's own data, never from a visitor; the text is cut so that none can be slow. */
const matches = (pattern: string | undefined, value: string): boolean =>
  pattern === undefined || (value.length <= 500 && new RegExp(`^(?:${pattern})$`, 'u').test(value));

/** ISO 8601 calendar date, YYYY-MM-DD, that exists in the calendar. */
function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function finding(
  code: string,
  severity: Finding['severity'],
  key: string,
  advice: Advice,
  value?: unknown,
): Finding {
  const found = { code, severity, path: key, field: key, message: advice.message, remedy: advice.remedy };
  return value === undefined ? found : { ...found, value: shown(value) };
}

/** What was written, short enough to be shown. */
function shown(value: unknown): string {
  const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return written.length > 120 ? `${written.slice(0, 119)}…` : written;
}
