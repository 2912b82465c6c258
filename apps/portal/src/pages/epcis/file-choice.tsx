import { Button, FileButton } from '@mantine/core';
import { useRef } from 'react';
import { Icon } from '../../components/icon';
import { useT } from '../../language';

/** Chooses a file by the keyboard or on a phone, where nothing can be dropped. */
export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const t = useT();
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      resetRef={reset}
      inputProps={{ 'aria-label': t('epcis.file') }}
      onChange={(file) => {
        if (file) onFile(file);
        // the same file, corrected, can be chosen again
        reset.current?.();
      }}
    >
      {(button) => (
        <Button
          {...button}
          variant="default"
          leftSection={<Icon name="upload" size={18} />}
          data-testid="epcis-file"
        >
          {t('epcis.file')}
        </Button>
      )}
    </FileButton>
  );
}
