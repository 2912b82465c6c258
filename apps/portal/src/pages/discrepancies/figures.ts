import { UNITS } from '@maillon/filieres';
import { useLanguage, useT } from '../../language';
import { unitSymbol } from '../exchange/value-text';
import { useAmount } from '../exchange/values';

/** A difference with its sign and unit: « +12 kg », « −10 pièces ». */
export function useDifference(): (difference: number, unit: string | null | undefined) => string {
  const amount = useAmount();
  return (difference, unit) => {
    const sign = difference > 0 ? '+' : difference < 0 ? '\u2212' : '';
    return `${sign}${amount(Math.abs(difference), unit ?? undefined)}`;
  };
}

const PIECE = 'H87';

/** A unit alone, as people write it: « kg », « pièces ». */
export function useUnitName(): (code: string) => string {
  const t = useT();
  return (code) => (code === PIECE ? t('unit.pieces', { count: 2 }) : unitSymbol(code));
}

/** The name of a unit, for rules and choices: « kilogramme ». */
export function useUnitLabel(): (code: string) => string {
  const { language } = useLanguage();
  return (code) => UNITS.find((unit) => unit.code === code)?.label[language] ?? code;
}
