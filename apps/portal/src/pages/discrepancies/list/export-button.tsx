import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { usePlace } from '../../../api/place';
import { downloadFile } from '../../../api/rest';
import { Icon } from '../../../components/icon';
import { ErrorPanel } from '../../../components/panels';
import { useLanguage, useT } from '../../../language';
import { type DiscrepancySearch, exportQuery } from '../search';

/** The list as a table for a spreadsheet. */
export function ExportButton({ search }: { search: DiscrepancySearch }) {
  const t = useT();
  const { language } = useLanguage();
  const place = usePlace();
  const file = useMutation({
    mutationFn: () =>
      downloadFile(
        place,
        `/${place.slug}/discrepancies.csv?${exportQuery(search, language)}`,
        `${t('discrepancies.file')}.csv`,
      ),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="file" size={18} />}
        loading={file.isPending}
        onClick={() => file.mutate()}
        data-testid="discrepancies-csv"
      >
        {t('discrepancies.export')}
      </Button>
      {file.isError && <ErrorPanel error={file.error} />}
    </>
  );
}
