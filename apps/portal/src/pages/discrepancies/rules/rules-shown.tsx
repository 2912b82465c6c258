import { useFormats } from '../../../formats';
import type { DiscrepancyKind } from '../../../generated/graphql';
import { useT } from '../../../language';
import { unitSymbol } from '../../exchange/value-text';
import { useAmount } from '../../exchange/values';
import itemStyles from '../../item/item.module.css';
import { useUnitLabel } from '../figures';
import { KIND_WORDS } from '../words';
import { type Rules, WINDOWS } from './rules-draft';
import { WINDOW_WORDS } from './rule-words';
import styles from './rules.module.css';

/** The rules in force, in sentences. */
export function RulesShown({ rules }: { rules: Rules & { stricter?: readonly Rules[] } }) {
  const t = useT();
  const tolerances = [
    ...(rules.stricter ?? []).flatMap((more) => more.tolerances ?? []),
    ...(rules.tolerances ?? []),
  ];
  const losses = (rules.lossFactors ?? []).filter(({ least }) => least > 0);
  return (
    <dl className={itemStyles.facts}>
      <div>
        <dt>{t('rules.tolerances')}</dt>
        <dd>
          <Lines of={tolerances.map((line) => ({ about: line, figure: 'tolerance' as const }))} />
        </dd>
      </div>
      {losses.length > 0 && (
        <div>
          <dt>{t('rules.losses')}</dt>
          <dd>
            <Lines of={losses.map((line) => ({ about: line, figure: 'loss' as const }))} />
          </dd>
        </div>
      )}
      {(rules.factors ?? []).length > 0 && (
        <div>
          <dt>{t('rules.factors')}</dt>
          <dd>
            <Factors factors={rules.factors ?? []} />
          </dd>
        </div>
      )}
      {WINDOWS.map((window) => (
        <div key={window}>
          <dt>{t(WINDOW_WORDS[window].label)}</dt>
          <dd>
            {t(window === 'clockHours' ? 'discrepancy.hours' : 'discrepancies.days', {
              count: rules[window] ?? 0,
            })}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('rules.blocking')}</dt>
        <dd>
          {(rules.blocking ?? [])
            .map((kind) => t(KIND_WORDS[kind.toUpperCase() as DiscrepancyKind]))
            .join(', ') || t('rules.noneBlocks')}
        </dd>
      </div>
    </dl>
  );
}

type Told =
  | { readonly figure: 'tolerance'; readonly about: NonNullable<Rules['tolerances']>[number] }
  | { readonly figure: 'loss'; readonly about: NonNullable<Rules['lossFactors']>[number] };

function Lines({ of }: { of: readonly Told[] }) {
  const t = useT();
  const { number } = useFormats();
  const amount = useAmount();
  const unitLabel = useUnitLabel();
  const share = (value: number) => `${number(value * 100)}\u00A0%`;
  return (
    <ul className={styles.lines}>
      {of.map((line, index) => {
        const whose = [
          line.about.family && t('rules.family', { family: line.about.family }),
          line.figure === 'tolerance' && line.about.unit && unitLabel(line.about.unit),
        ].filter(Boolean);
        const figures =
          line.figure === 'loss'
            ? [share(line.about.least)]
            : [
                line.about.relative > 0 && share(line.about.relative),
                line.about.absolute > 0 && amount(line.about.absolute, line.about.unit),
              ].filter(Boolean);
        return (
          <li key={index}>
            {t('rules.pair', {
              about: whose.join(', ') || t('rules.everything'),
              figures: figures.join(' / ') || t('rules.exact'),
            })}
          </li>
        );
      })}
    </ul>
  );
}

function Factors({ factors }: { factors: NonNullable<Rules['factors']> }) {
  const t = useT();
  const { number } = useFormats();
  return (
    <ul className={styles.lines}>
      {factors.map(({ item, from, to, factor }, index) => (
        <li key={index}>
          {t('rules.pair', {
            about: item,
            figures: `1 ${unitSymbol(from)} = ${number(factor)} ${unitSymbol(to)}`,
          })}
        </li>
      ))}
    </ul>
  );
}
