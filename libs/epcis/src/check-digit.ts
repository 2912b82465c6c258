/**
 * The GS1 check digit of a number without it (GS1 General Specifications 7.9: weights 3 and 1 from the right, modulo 10).
 * Only digits are expected.
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (digits.charCodeAt(i) - 48) * weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** True when the last digit of a GS1 number is its check digit. */
export const hasValidCheckDigit = (number: string): boolean =>
  /^\d{2,}$/.test(number) && checkDigit(number.slice(0, -1)) === number.at(-1);
