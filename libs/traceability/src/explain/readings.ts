import { CanonicalEvent } from '@maillon/epcis';
import { Language } from '@maillon/kernel';
import { measurementLabel, unitSign } from './measurement-labels.js';
import { SENTENCE_WORDS } from './sentence-words.js';

type Members = Readonly<Record<string, unknown>>;

const membersIn = (value: unknown): Members[] =>
  Array.isArray(value)
    ? value.filter((one): one is Members => one !== null && typeof one === 'object' && !Array.isArray(one))
    : [];

/** What the sensors of an event measured (EPCIS 2.0 section 7.3.7), e.g. `température de 26 °C`, in the order of the event. */
export const readingsOf = ({ original }: CanonicalEvent, language: Language): string[] =>
  membersIn(original['sensorElementList'])
    .flatMap(({ sensorReport }) => membersIn(sensorReport))
    .flatMap((report) => readingOf(report, language) ?? []);

function readingOf(report: Members, language: Language): string | undefined {
  const { number, measured, fromTo, onAverage } = SENTENCE_WORDS[language];
  const { type, value, minValue, maxValue, meanValue, stringValue, uom } = report;
  if (typeof type !== 'string') return undefined;
  const sign = typeof uom === 'string' ? unitSign(uom) : '';
  const written = (amount: number) => `${number.format(amount)}${sign && `\u00A0${sign}`}`;
  const label = measurementLabel(type)[language];
  if (typeof value === 'number') return measured(label, written(value));
  if (typeof minValue === 'number' && typeof maxValue === 'number')
    return measured(label, fromTo(number.format(minValue), written(maxValue)));
  if (typeof meanValue === 'number') return measured(label, onAverage(written(meanValue)));
  return typeof stringValue === 'string' ? measured(label, stringValue.slice(0, 60)) : label;
}
