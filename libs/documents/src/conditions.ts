import { Condition } from './definition.js';
import { DocumentContent, FieldValue, Values } from './document.js';

/** Whether a condition of a definition holds for a document. */
export function holds(condition: Condition, content: DocumentContent): boolean {
  return condition === 'without_reserve' ? content.lines.every(isWithoutReserve) : answerDiffers(content);
}

const isZero = (value: FieldValue | undefined) => value === undefined || value === 0;

const isWithoutReserve = ({ values }: { readonly values: Values }): boolean =>
  isZero(values['rejectedQuantity']) && isZero(values['shortQuantity']);

function answerDiffers({ header, lines }: DocumentContent): boolean {
  return lines.some(({ values }) => {
    const { answer, quantity, confirmedQuantity, confirmedDate } = values;
    const wanted = values['requestedDate'] ?? values['date'] ?? header['requestedDate'];
    return (
      answer === 'rejected' ||
      answer === 'changed' ||
      (confirmedQuantity !== undefined && confirmedQuantity !== quantity) ||
      (confirmedDate !== undefined && wanted !== undefined && confirmedDate !== wanted)
    );
  });
}
