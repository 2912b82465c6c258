import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { DataTable, type Column } from '../../components/data-table';
import { Status } from '../../components/panels';
import type { ImportStatus } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import { importState } from './import-status';

interface JobRow {
  readonly id: string;
  readonly fileName: string;
  readonly status: ImportStatus;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
  readonly createdAt: string;
}

/** Files sent, with what became of their rows. */
export function ImportRows({ jobs }: { jobs: readonly JobRow[] }) {
  const t = useT();
  const { number, moment } = useFormats();
  const { slug: filiere } = usePlace();
  const columns: Column<JobRow>[] = [
    {
      key: 'file',
      title: t('import.file'),
      cell: (job) => (
        <Link to="/$filiere/imports/$id" params={{ filiere, id: job.id }}>
          {job.fileName}
        </Link>
      ),
    },
    { key: 'when', title: t('import.sentAt'), cell: (job) => moment(job.createdAt) },
    {
      key: 'state',
      title: t('import.state'),
      cell: (job) => {
        const { tone, message } = importState(job);
        return <Status tone={tone}>{t(message)}</Status>;
      },
    },
    { key: 'accepted', title: t('import.accepted'), number: true, cell: (job) => number(job.rowsAccepted) },
    { key: 'refused', title: t('import.refused'), number: true, cell: (job) => number(job.rowsRefused) },
  ];
  return (
    <DataTable
      caption={t('home.imports')}
      columns={columns}
      rows={jobs}
      rowKey={(job) => job.id}
      testId="imports"
    />
  );
}
