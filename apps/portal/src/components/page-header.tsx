import { type ReactNode, useEffect, useRef } from 'react';
import { useRouterState } from '@tanstack/react-router';
import styles from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
}

/** Title of a page: names the tab too, and takes the focus after a move inside the portal, so that screen readers tell it. */
export function PageHeader({ title, lead, above, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRouterState({
    select: (state) => state.resolvedLocation !== undefined && state.location.state.__TSR_index > 0,
  });
  useEffect(() => {
    document.title = `${title} · Maillon`;
  }, [title]);
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true });
  }, [moved]);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {above}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
