import { usePlace } from '../../api/place';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { useT } from '../../language';
import { FileHelp } from './file-help';
import styles from './imports.module.css';
import { SendFile } from './send-file';

/** A file to send, and how it should look. */
export function NewImportPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('action.sendFile')} lead={t('newImport.lead')} />
      {can('import:run') ? (
        <div className={styles.columns}>
          <SendFile />
          <FileHelp />
        </div>
      ) : (
        <NoRight />
      )}
    </>
  );
}
