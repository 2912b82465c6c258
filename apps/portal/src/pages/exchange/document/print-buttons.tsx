import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { usePlace } from '../../../api/place';
import { downloadFile } from '../../../api/rest';
import { Icon } from '../../../components/icon';
import { ErrorPanel } from '../../../components/panels';
import { useLanguage, useT, useText } from '../../../language';
import type { OpenDocument } from './use-document';

/** The document on paper, and the labels of what is despatched, as PDF. */
export function PrintButtons({ document }: { document: OpenDocument }) {
  const t = useT();
  const textOf = useText();
  const { language } = useLanguage();
  const place = usePlace();
  const { head, type } = document;
  const print = useMutation({
    mutationFn: (kind: 'document' | 'labels') => {
      const name = `${kind === 'document' ? textOf(head.label) : t('document.labels')} ${head.number}.pdf`;
      return downloadFile(
        place,
        `/${place.slug}/documents/${head.id}/${kind}.pdf?language=${language}`,
        name,
      );
    },
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="print" size={18} />}
        loading={print.isPending && print.variables === 'document'}
        onClick={() => print.mutate('document')}
        data-testid="print-document"
      >
        {t('document.print')}
      </Button>
      {type === 'despatch_advice' && (
        <Button
          variant="default"
          leftSection={<Icon name="tags" size={18} />}
          loading={print.isPending && print.variables === 'labels'}
          onClick={() => print.mutate('labels')}
          data-testid="print-labels"
        >
          {t('document.labels')}
        </Button>
      )}
      {print.isError && <ErrorPanel error={print.error} />}
    </>
  );
}
