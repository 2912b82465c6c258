import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { CopyField } from '../../components/copy-field';
import { PageHeader } from '../../components/page-header';
import { Callout, Stack } from '../../components/panels';
import guide from '@guide/epcis-rest.md?raw';
import { useLanguage, useT } from '../../language';
import { GuideArticle } from '../epcis/guide-article';
import { guideHtml } from '../epcis/guide-html';
import { sectionOf } from './guide-section';
import styles from './subscriptions.module.css';

const html = guideHtml(sectionOf(guide, "S'abonner"));

/** What the guide says of subscriptions, as the documentation has it. */
export function SubscriptionsGuidePage() {
  const t = useT();
  const { language } = useLanguage();
  const { slug: filiere } = usePlace();
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
      <Stack>
        {language !== 'fr' && (
          <Callout tone="info">
            <p>{t('subscription.inFrench')}</p>
          </Callout>
        )}
        <CopyField label={t('connect.epcis')} value={`export EPCIS=${location.origin}/${filiere}/epcis`} />
      </Stack>
      <GuideArticle html={html} className={styles.guide} testId="subscriptions-guide" />
    </>
  );
}
