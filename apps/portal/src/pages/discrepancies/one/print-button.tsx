import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { usePlace } from '../../../api/place';
import { downloadFile } from '../../../api/rest';
import { Icon } from '../../../components/icon';
import { ErrorPanel } from '../../../components/panels';
import { useLanguage, useT, useText } from '../../../language';
import type { OpenDiscrepancy } from './discrepancy-read';

/** The whole of it on paper: for a meeting, a carrier, an insurer. */
export function PrintButton({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { language } = useLanguage();
  const place = usePlace();
  const { id, kindLabel, label } = discrepancy;
  const print = useMutation({
    mutationFn: () =>
      downloadFile(
        place,
        `/${place.slug}/discrepancies/${id}.pdf?language=${language}`,
        `${textOf(kindLabel)} ${label}.pdf`,
      ),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="print" size={18} />}
        loading={print.isPending}
        onClick={() => print.mutate()}
        data-testid="print-discrepancy"
      >
        {t('document.print')}
      </Button>
      {print.isError && <ErrorPanel error={print.error} />}
    </>
  );
}
