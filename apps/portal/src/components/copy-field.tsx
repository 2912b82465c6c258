import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../language';
import { Icon } from './icon';
import styles from './panels.module.css';

/** A text shown once, with a button that copies it. */
export function CopyField({ value, label }: { value: string; label: string }) {
  const t = useT();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <div>
      <p className="small soft">{label}</p>
      <div className={styles.copy}>
        <code className={styles.copyValue} data-testid="copy-value">
          {value}
        </code>
        <Button
          variant="default"
          leftSection={<Icon name={state === 'copied' ? 'check' : 'copy'} size={16} />}
          onClick={() => void copy()}
        >
          {t(state === 'copied' ? 'copy.done' : 'copy.do')}
        </Button>
      </div>
      <p className="small" role="status">
        {state === 'failed' && t('copy.failed')}
      </p>
    </div>
  );
}
