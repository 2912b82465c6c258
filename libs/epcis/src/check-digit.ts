/**
 * The GS1 check digit of a number without it (GS1 General Specifications 7.9: weights 3 and 1 from the right, modulo 10).
 * Only digits are expected.
 */
export const checkDigit = (digits: string): string => String(digitFor(digits, digits.length));

function digitFor(digits: string, length: number): number {
  let sum = 0;
  for (let i = length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (digits.charCodeAt(i) - 48) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** True when the last digit of a GS1 number is its check digit. */
export const hasValidCheckDigit = (number: string): boolean =>
  /^\d{2,}$/.test(number) && endsInCheckDigit(number);

/** The same of what is known to be digits alone. */
export const endsInCheckDigit = (digits: string): boolean =>
  digitFor(digits, digits.length - 1) === digits.charCodeAt(digits.length - 1) - 48;
