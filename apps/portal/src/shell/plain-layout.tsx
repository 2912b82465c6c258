import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../components/language-switch';
import { Mark } from '../components/mark';
import { useT } from '../language';
import styles from './plain-layout.module.css';

/** Frame of the pages outside of any filière: the name, the language, and one column. */
export function PlainLayout({
  children,
  narrow,
  aside,
}: {
  children: ReactNode;
  narrow?: boolean;
  aside?: ReactNode;
}) {
  const t = useT();
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <Link to="/" className={styles.brand}>
          <Mark /> Maillon
        </Link>
        <div className={styles.aside}>
          {aside}
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={narrow ? styles.narrow : styles.wide}>
        {children}
      </main>
      <footer className={styles.foot}>{t('shell.foot')}</footer>
    </div>
  );
}
