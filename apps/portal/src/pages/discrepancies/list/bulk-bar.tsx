import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useT } from '../../../language';
import { DiscrepancyActDialog, type Named } from '../act-dialog';
import type { BulkAct } from '../acting';
import styles from '../discrepancies.module.css';

interface BulkBarProps {
  readonly chosen: readonly Named[];
  /** How many can be chosen of those on screen. */
  readonly choosable: number;
  readonly onAll: (isChosen: boolean) => void;
  readonly onDone: (changed: number) => void;
}

/** Several at once: choose all of those on screen, then one act for them. */
export function BulkBar({ chosen, choosable, onAll, onDone }: BulkBarProps) {
  const t = useT();
  const { can } = usePlace();
  const [act, setAct] = useState<BulkAct | null>(null);
  const acts: readonly BulkAct[] = can('discrepancy:waive')
    ? ['accept', 'dispute', 'waive', 'reassign']
    : ['accept', 'dispute', 'reassign'];
  const words = {
    accept: t('discrepancy.accept.do'),
    dispute: t('discrepancy.dispute.do'),
    waive: t('discrepancy.waive.do'),
    reassign: t('discrepancy.reassign.do'),
  };
  const count = chosen.length;
  return (
    <div className={`${styles.bulk} ${count ? styles.bulkActive : ''}`} data-testid="bulk">
      <Checkbox
        label={t('discrepancies.chosen', { count })}
        checked={count > 0 && count === choosable}
        indeterminate={count > 0 && count < choosable}
        onChange={(event) => onAll(event.currentTarget.checked)}
        data-testid="choose-all"
      />
      {count > 0 && (
        <div className={styles.bulkActs}>
          {acts.map((name) => (
            <Button
              key={name}
              size="xs"
              variant="default"
              onClick={() => setAct(name)}
              data-testid={`bulk-${name}`}
            >
              {words[name]}
            </Button>
          ))}
        </div>
      )}
      {act && (
        <DiscrepancyActDialog
          act={act}
          on={chosen}
          onDone={(changed) => {
            setAct(null);
            onDone(changed);
          }}
          onClose={() => {
            setAct(null);
            onAll(false);
          }}
        />
      )}
    </div>
  );
}
