import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../language';
import styles from './dialog.module.css';
import { Icon } from './icon';

/** A window over the page: Escape and the cross close it, the focus stays in it meanwhile and goes back afterwards. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Room for a table. */
  wide?: boolean;
}) {
  const t = useT();
  return (
    <Modal.Root opened onClose={onClose} centered size={wide ? 'min(72rem, 100%)' : 'lg'} radius="md">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={styles.body}>
          <div className={styles.head}>
            <Modal.Title className={styles.title}>{title}</Modal.Title>
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
