import { checkDigit } from './check-digit.js';
import { Gs1Id, writeDigitalLink, writeUrn } from './gs1-id.js';
import { GS1_KEYS, Gs1Key, keyOfUrn } from './gs1-keys.js';

/** A company prefix that GS1 keeps for examples. */
const COMPANY_PREFIX = '9521141';

/** The right form of one kind of URN, for whoever wrote another: `urn:epc:id:sgtin:` gives `urn:epc:id:sgtin:9521141.000000.1`. */
export function exampleUrn(head: string): string | undefined {
  const key = keyOfUrn(head);
  return key && writeUrn(exampleOf(key), COMPANY_PREFIX.length);
}

/** The right form of a Digital Link of one application identifier: `01` gives `https://id.gs1.org/01/09521141000002`. */
export function exampleLink(ai: string): string | undefined {
  const key = GS1_KEYS.find((known) => known.ai === ai);
  return key && writeDigitalLink({ ...exampleOf(key), serial: undefined });
}

function exampleOf(key: Gs1Key): Gs1Id {
  const { digits, indicator, pieces, tail } = key;
  const start = (indicator ? '0' : '') + COMPANY_PREFIX;
  const body = digits ? start.padEnd(digits, '0') : `${start}1`;
  const hasSerial = tail !== 'none' && tail !== 'star' && key.ai !== '414';
  return {
    key,
    number: digits ? body + checkDigit(body) : body,
    ...(pieces && { pieces: '0102' }),
    ...(hasSerial && { serial: '1' }),
  };
}
