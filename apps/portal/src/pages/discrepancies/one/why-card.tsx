import { Card } from '../../../components/panels';
import { useT, useText } from '../../../language';
import type { OpenDiscrepancy } from './discrepancy-read';
import styles from './one.module.css';

/** The rule in one sentence, and the arithmetic step by step, in one unit. */
export function WhyCard({ discrepancy: { rule, arithmetic } }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  return (
    <Card title={t('discrepancy.why')} testId="why">
      <p>{textOf(rule)}</p>
      {arithmetic.length > 0 && (
        <dl className={styles.arithmetic} data-testid="arithmetic">
          {arithmetic.map(({ label, value }, index) => (
            <div key={index}>
              <dt>{textOf(label)}</dt>
              <dd>{textOf(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
