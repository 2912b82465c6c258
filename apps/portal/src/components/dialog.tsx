import { Modal } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useT } from '../language';
import { Icon } from './icon';
import styles from './dialog.module.css';

/** A window over the page: Escape and the cross close it, the focus stays in it meanwhile and goes back afterwards. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useT();
  const id = useId();
  return (
    <Modal.Root opened onClose={onClose} centered size="lg" radius="md">
      <Modal.Overlay />
      <Modal.Content aria-labelledby={id}>
        <Modal.Body className={styles.body}>
          <div className={styles.head}>
            <h2 id={id}>{title}</h2>
            <button type="button" className={styles.close} onClick={onClose} aria-label={t('action.close')}>
              <Icon name="cross" />
            </button>
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
