import { usePlace } from '../api/place';
import { useFormats } from '../formats';
import { useT, useText } from '../language';

const UNKNOWN = '—';
/** UN/ECE Recommendation 20: piece. Its symbol reads badly; the word is better. */
const PIECE = 'H87';

/** Writes a quantity with its unit as the filière names it: « 120 pièces », « 1 480 kg ». */
export function useQuantity(): (value: number | null | undefined, unit: string | null | undefined) => string {
  const { filiere } = usePlace();
  const t = useT();
  const { number } = useFormats();
  const textOf = useText();
  return (value, code) => {
    if (value === null || value === undefined) return UNKNOWN;
    if (!code || code === PIECE) return `${number(value)}\u00A0${t('unit.pieces', { count: value })}`;
    const unit = filiere.units.find((candidate) => candidate.code === code);
    return `${number(value)}\u00A0${unit ? unit.symbol || textOf(unit.label) : code}`;
  };
}

/** Units of the filière, to choose from. */
export function useUnitChoices(): { value: string; label: string }[] {
  const { filiere } = usePlace();
  const textOf = useText();
  return filiere.units.map((unit) => ({
    value: unit.code,
    label: unit.symbol ? `${textOf(unit.label)} (${unit.symbol})` : textOf(unit.label),
  }));
}

/** Name of a granularity in the filière; its code where the filière does not name it. */
export function useGranularityName(): (code: string | null | undefined) => string {
  const { filiere } = usePlace();
  const textOf = useText();
  return (code) => {
    const found = filiere.granularities.find((candidate) => candidate.code === code);
    return found ? textOf(found.label) : (code ?? UNKNOWN);
  };
}
