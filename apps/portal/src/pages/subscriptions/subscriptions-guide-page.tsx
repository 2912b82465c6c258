import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { CopyField } from '../../components/copy-field';
import { PageHeader } from '../../components/page-header';
import guide from '@guide/epcis-rest.md?raw';
import { useT } from '../../language';
import { guideHtml } from '../epcis/guide-html';
import { sectionOf } from './guide-section';
import styles from './subscriptions.module.css';

const html = guideHtml(sectionOf(guide, "S'abonner"));

/** What the guide says of subscriptions, as the documentation has it. */
export function SubscriptionsGuidePage() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const { hash } = useLocation();
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    if (hash) page.current?.querySelector(`#${CSS.escape(decodeURIComponent(hash))}`)?.scrollIntoView();
  }, [hash]);
  return (
    <>
      <PageHeader
        title={t('subscription.guide')}
        actions={
          <ButtonLink to="/$filiere/abonnements" params={{ filiere }} variant="default">
            {t('subscription.back')}
          </ButtonLink>
        }
      />
      <CopyField label={t('connect.epcis')} value={`export EPCIS=${location.origin}/${filiere}/epcis`} />
      {/* our own page, built with the portal: nothing of it comes from outside */}
      <article
        ref={page}
        lang="fr"
        className={styles.guide}
        dangerouslySetInnerHTML={{ __html: html }}
        data-testid="subscriptions-guide"
      />
    </>
  );
}
