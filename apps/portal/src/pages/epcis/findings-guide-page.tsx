import type { Language } from '@maillon/kernel';
import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import translation from '@guide/en/epcis-findings.md?raw';
import guide from '@guide/epcis-constats.md?raw';
import { useLanguage, useT } from '../../language';
import { englishGuide } from './english-guide';
import styles from './epcis.module.css';
import { GuideArticle } from './guide-article';
import { guideHtml } from './guide-html';

const HTML: Readonly<Record<Language, string>> = {
  fr: guideHtml(guide),
  en: guideHtml(englishGuide(translation, guide)),
};

/** The guide's page on findings, as the documentation has it: one section for each code. */
export function FindingsGuidePage() {
  const t = useT();
  const { language } = useLanguage();
  const { slug: filiere } = usePlace();
  return (
    <>
      <p>
        <ButtonLink to="/$filiere/lecture-epcis" params={{ filiere }} variant="default">
          {t('epcis.back')}
        </ButtonLink>
      </p>
      <GuideArticle
        html={HTML[language]}
        className={styles.guide}
        testId="findings-guide"
        start="guide"
        language={language}
      />
    </>
  );
}
