import type { Language } from '@maillon/kernel';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

interface GuideArticleProps {
  /** What `guideHtml` made of a page of the guide. */
  readonly html: string;
  readonly className: string | undefined;
  readonly testId: string;
  /** The section to begin at where the address names none. */
  readonly start?: string;
  readonly language?: Language;
}

/** A page of the guide as the documentation has it, at the section that the address names. */
export function GuideArticle({ html, className, testId, start = '', language = 'fr' }: GuideArticleProps) {
  const { hash } = useLocation();
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    const section = hash || start;
    if (section) page.current?.querySelector(`#${CSS.escape(decodeURIComponent(section))}`)?.scrollIntoView();
  }, [hash, start, html]);
  return (
    // our own page, built with the portal: nothing of it comes from outside
    <article
      ref={page}
      lang={language}
      className={className}
      dangerouslySetInnerHTML={{ __html: html }}
      data-testid={testId}
    />
  );
}
