import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { usePlace } from '../api/place';
import type { Place, Session } from '../api/rest';
import { Icon } from '../components/icon';
import { LanguageSwitch } from '../components/language-switch';
import { Mark } from '../components/mark';
import { useT, useText } from '../language';
import { AwaitingCount } from '../pages/discrepancies/awaiting-count';
import styles from './app-frame.module.css';
import { navigationOf } from './navigation';
import { PlaceMenu } from './place-menu';

interface AppFrameProps {
  readonly session: Session;
  readonly onSwitch: (place: Place) => void;
  readonly children: ReactNode;
}

/** The frame of a filière's pages: where one is and for whom, always in sight, and the way to every page. */
export function AppFrame({ session, onSwitch, children }: AppFrameProps) {
  const t = useT();
  const textOf = useText();
  const { slug, filiere } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <button
          type="button"
          className={styles.burger}
          aria-expanded={isOpen}
          aria-controls="navigation"
          onClick={() => setOpen(!isOpen)}
          data-testid="menu"
        >
          <Icon name={isOpen ? 'cross' : 'menu'} size={24} />
          <span className="unseen">{t('shell.menu')}</span>
        </button>
        <Link
          to="/$filiere"
          params={{ filiere: slug }}
          className={styles.brand}
          aria-label={t('shell.brand', { filiere: textOf(filiere.name) })}
        >
          <Mark tone="light" size={24} />
          <span className={styles.name}>Maillon</span>
        </Link>
        <span className={styles.filiere} data-testid="current-filiere">
          {textOf(filiere.name)}
        </span>
        <div className={styles.right}>
          <LanguageSwitch onDark />
          <PlaceMenu session={session} onSwitch={onSwitch} />
        </div>
      </header>
      <nav
        id="navigation"
        className={`${styles.nav} ${isOpen ? styles.open : ''}`}
        aria-label={t('shell.navigation')}
      >
        <Navigation />
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}

function Navigation() {
  const t = useT();
  const place = usePlace();
  return (
    <div className={styles.groups}>
      {navigationOf(place).map(({ title, links }) => (
        <div key={title ?? 'first'}>
          {title && <p className={styles.groupTitle}>{t(title)}</p>}
          <ul {...(title && { 'aria-label': t(title) })}>
            {links.map(({ to, label, icon, name }) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ filiere: place.slug }}
                  activeOptions={{ exact: to === '/$filiere', includeSearch: false }}
                  className={styles.link}
                  data-testid={`nav-${name}`}
                >
                  <Icon name={icon} />
                  {t(label)}
                  {name === 'discrepancies' && <AwaitingCount />}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
