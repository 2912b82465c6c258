import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import guide from '@guide/epcis-constats.md?raw';
import { useT } from '../../language';
import styles from './epcis.module.css';
import { guideHtml } from './guide-html';

const html = guideHtml(guide);

/** The guide's page on findings, as the documentation has it: one section for each code. */
export function FindingsGuidePage() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const { hash } = useLocation();
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    page.current?.querySelector(`#${CSS.escape(hash || 'guide')}`)?.scrollIntoView();
  }, [hash]);
  return (
    <>
      <p>
        <ButtonLink to="/$filiere/lecture-epcis" params={{ filiere }} variant="default">
          {t('epcis.back')}
        </ButtonLink>
      </p>
      {/* our own page, built with the portal: nothing of it comes from outside */}
      <article
        ref={page}
        lang="fr"
        className={styles.guide}
        dangerouslySetInnerHTML={{ __html: html }}
        data-testid="findings-guide"
      />
    </>
  );
}
