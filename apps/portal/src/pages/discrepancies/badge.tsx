import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { Callout } from '../../components/panels';
import { useT } from '../../language';

/** On the page of a lot or a document: that something about it does not agree, and the way to it. */
export function DiscrepancyBadge({
  count,
  isBlocked = false,
  about,
}: {
  count: number;
  isBlocked?: boolean;
  about: { readonly lot: string } | { readonly document: string };
}) {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  if (!count || !can('discrepancy:read')) return null;
  return (
    <Callout tone={isBlocked ? 'danger' : 'warning'} testId="discrepancy-badge">
      <p>
        {isBlocked && <strong>{t('discrepancy.blocked')} · </strong>}
        <Link to="/$filiere/ecarts" params={{ filiere }} search={about}>
          {t('discrepancy.badge', { count })}
        </Link>
      </p>
    </Callout>
  );
}
