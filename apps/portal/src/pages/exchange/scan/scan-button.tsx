import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../../components/icon';
import { useT } from '../../../language';
import type { OpenDocument } from '../document/use-document';
import type { Rows } from '../form/grid-rows';
import { ScanDialog } from './scan-dialog';

export interface ScanTarget {
  readonly rows: Rows;
  readonly onRows: (update: (rows: Rows) => Rows) => void;
  /** Brings a line into sight, once the window is closed. */
  readonly onRow: (key: number) => void;
  /** Fields that a label filled, to be shown. */
  readonly onFields: (names: readonly string[]) => void;
  readonly source?: OpenDocument;
}

/** Opens the camera, or the field of a hand scanner: each label fills or finds its line. */
export function ScanButton(target: ScanTarget) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [last, setLast] = useState<number | null>(null);
  const close = () => {
    setOpen(false);
    if (last !== null) target.onRow(last);
  };
  return (
    <>
      <Button
        size="xs"
        color="rust"
        leftSection={<Icon name="scan" size={18} />}
        onClick={() => setOpen(true)}
        data-testid="scan"
      >
        {t('scan.open')}
      </Button>
      {isOpen && <ScanDialog {...target} onRow={setLast} onClose={close} />}
    </>
  );
}
