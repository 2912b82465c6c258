import { Card } from '../../components/panels';
import { useT, useText } from '../../language';
import styles from './epcis.module.css';
import type { Explained } from './explain-queries';

/** The places, products and partners that a document describes, each in one line. */
export function MasterDataCard({ elements, total }: { elements: Explained['masterData']; total: number }) {
  const t = useT();
  const textOf = useText();
  if (!elements.length) return null;
  return (
    <Card title={t('epcis.masterData', { count: total })} testId="explained-master-data">
      {elements.length < total && (
        <p className="soft">{t('epcis.masterDataShown', { count: elements.length })}</p>
      )}
      <ul className={styles.described}>
        {elements.map(({ id, vocabulary, sentence }) => (
          <li key={`${vocabulary} ${id}`}>{textOf(sentence)}</li>
        ))}
      </ul>
    </Card>
  );
}
