import { useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../components/page-header';
import { useT } from '../../language';
import { Prefilled } from './prefilled';
import { TransformForm } from './transform-form';

/** What was used, and what was made of it. */
export function TransformPage() {
  const t = useT();
  const { item } = useSearch({ from: '/$filiere/transformer' });
  return (
    <>
      <PageHeader title={t('transform.title')} lead={t('transform.lead')} />
      <Prefilled itemId={item}>{(found) => <TransformForm item={found} />}</Prefilled>
    </>
  );
}
