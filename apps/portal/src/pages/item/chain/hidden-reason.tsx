import { Button } from '@mantine/core';
import { useT } from '../../../language';
import styles from './chain.module.css';

/** Why a part of the chain is not shown, and whom to ask. */
export function HiddenReason({
  reason,
  who,
  onClose,
}: {
  reason: string;
  who?: string;
  onClose: () => void;
}) {
  const t = useT();
  return (
    <div className={styles.reason} role="status" data-testid="tombstone-reason">
      <p>
        {reason} {who && <strong>{t('chain.ask', { who })}</strong>}
      </p>
      <Button size="xs" variant="default" onClick={onClose}>
        {t('action.close')}
      </Button>
    </div>
  );
}
