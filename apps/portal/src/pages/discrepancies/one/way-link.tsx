import { usePlace } from '../../../api/place';
import { ButtonLink } from '../../../components/button-link';
import { useT } from '../../../language';
import type { LikelyAct } from './likely-act';

/** Leads to the form that makes the missing record, filled in as far as what is known goes. */
export function WayLink({ way }: { way: Exclude<LikelyAct, { is: 'correct' }> }) {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const look = { params: { filiere }, color: 'rust', 'data-testid': `way-${way.is}` } as const;
  if (way.is === 'receive' || way.is === 'despatch') {
    if (!can('document:write')) return null;
    return way.is === 'receive' ? (
      <ButtonLink
        {...look}
        to="/$filiere/documents/nouveau"
        search={{ type: 'receipt_advice', depuis: way.documentId }}
      >
        {t('discrepancies.receive')}
      </ButtonLink>
    ) : (
      <ButtonLink {...look} to="/$filiere/documents/nouveau" search={{ type: 'despatch_advice' }}>
        {t('discrepancies.announce')}
      </ButtonLink>
    );
  }
  if (!can('event:declare')) return null;
  if (way.is === 'declareItem')
    return (
      <ButtonLink {...look} to="/$filiere/lots/nouveau">
        {t('discrepancy.declareOrigin')}
      </ButtonLink>
    );
  return way.is === 'receiveItem' ? (
    <ButtonLink {...look} to="/$filiere/recevoir" search={{ item: way.itemId }}>
      {t('discrepancies.receive')}
    </ButtonLink>
  ) : (
    <ButtonLink {...look} to="/$filiere/expedier" search={{ item: way.itemId }}>
      {t('discrepancies.announce')}
    </ButtonLink>
  );
}
