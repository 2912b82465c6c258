import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import guide from '@guide/epcis-constats.md?raw';
import { useT } from '../../language';
import styles from './epcis.module.css';
import { GuideArticle } from './guide-article';
import { guideHtml } from './guide-html';

const html = guideHtml(guide);

/** The guide's page on findings, as the documentation has it: one section for each code. */
export function FindingsGuidePage() {
  const t = useT();
  const { slug: filiere } = usePlace();
  return (
    <>
      <p>
        <ButtonLink to="/$filiere/lecture-epcis" params={{ filiere }} variant="default">
          {t('epcis.back')}
        </ButtonLink>
      </p>
      <GuideArticle html={html} className={styles.guide} testId="findings-guide" start="guide" />
    </>
  );
}
