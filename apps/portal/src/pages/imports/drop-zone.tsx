import { type DragEvent, useState } from 'react';
import { Icon } from '../../components/icon';
import { useT } from '../../language';
import styles from './imports.module.css';

interface DropZoneProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  readonly isBusy: boolean;
}

/** A place to drop a file; its input is an ordinary one, for the keyboard and for screen readers. */
export function DropZone({ file, onFile, isBusy }: DropZoneProps) {
  const t = useT();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped && !isBusy) onFile(dropped);
  };
  return (
    <label
      className={`${styles.drop} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        className="unseen"
        accept=".csv,.txt,.tsv,.json,.jsonld,.xml"
        disabled={isBusy}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen) onFile(chosen);
        }}
        data-testid="import-file"
      />
      <Icon name="upload" size={32} />
      <strong>{t(file ? 'newImport.another' : 'newImport.drop')}</strong>
      <span className="soft">{t('newImport.formats')}</span>
    </label>
  );
}
