import { PageHeader } from '../../components/page-header';
import { usePlace } from '../../api/place';
import { NoRight } from '../../components/no-right';
import { useT } from '../../language';
import { DeclareLotForm } from './declare-lot-form';

/** A lot declared by hand: six fields are enough, the rest is folded. */
export function DeclareLotPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('action.declareLot')} lead={t('declare.lead')} />
      {can('event:declare') ? <DeclareLotForm /> : <NoRight />}
    </>
  );
}
