import { useClickOutside } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { organisationKey, usePlace } from '../api/place';
import type { Place, Session } from '../api/rest';
import { Icon } from '../components/icon';
import { useT, useText } from '../language';
import { roleMessage } from '../role-names';
import styles from './place-menu.module.css';
import { useSignOut } from './use-sign-out';

const SHOWN_AT_MOST = 8;

/** For whom one works here; opens the other places and the way out. */
export function PlaceMenu({ session, onSwitch }: { session: Session; onSwitch: (place: Place) => void }) {
  const t = useT();
  const id = useId();
  const { me } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useClickOutside(() => setOpen(false));
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  };
  const name = `${session.person.firstName} ${session.person.lastName}`;
  return (
    <div ref={box} className={styles.box} onKeyDown={onKey}>
      <button
        ref={button}
        type="button"
        className={styles.target}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        data-testid="place-menu"
      >
        <Icon name={me.organisation ? 'building' : 'people'} size={18} />
        <span className={styles.words}>
          <span className={styles.organisation} data-testid="current-organisation">
            {me.organisation?.name ?? t('shell.committee')}
          </span>
          <span className={styles.person}>{name}</span>
        </span>
        <Icon name="chevron" size={16} />
      </button>
      <div id={id} className={styles.panel} hidden={!isOpen}>
        <p className={styles.who}>{t('shell.person', { name, role: t(roleMessage(me.role ?? 'reader')) })}</p>
        {me.organisation && <p className={styles.whole}>{me.organisation.name}</p>}
        <OtherPlaces places={session.places} onSwitch={onSwitch} />
        <WaysOut />
      </div>
    </div>
  );
}

function WaysOut() {
  const t = useT();
  const signOut = useSignOut();
  return (
    <>
      <Link to="/choix" className={styles.entry}>
        <Icon name="search" size={18} /> {t('shell.allPlaces')}
      </Link>
      <button
        type="button"
        className={`${styles.entry} ${styles.first}`}
        onClick={signOut.here}
        data-testid="sign-out"
      >
        <Icon name="out" size={18} /> {t('shell.signOut')}
      </button>
      <button
        type="button"
        className={styles.entry}
        onClick={signOut.everywhere}
        data-testid="sign-out-everywhere"
      >
        <Icon name="lock" size={18} /> {t('shell.signOutEverywhere')}
      </button>
    </>
  );
}

function OtherPlaces({ places, onSwitch }: { places: readonly Place[]; onSwitch: (place: Place) => void }) {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate();
  const { slug, organisation } = usePlace();
  const others = places.filter(
    (place) => place.filiere.slug !== slug || organisationKey(place) !== organisation,
  );
  return others.slice(0, SHOWN_AT_MOST).map((place) => (
    <button
      key={`${place.filiere.slug} ${organisationKey(place)}`}
      type="button"
      className={styles.entry}
      onClick={() => {
        onSwitch(place);
        void navigate({ to: '/$filiere', params: { filiere: place.filiere.slug } });
      }}
      data-testid="switch-place"
    >
      <Icon name={place.organisation ? 'building' : 'people'} size={18} />
      <span>
        {place.organisation?.name ?? t('shell.committee')}
        <span className={styles.sub}>{textOf(place.filiere.name)}</span>
      </span>
    </button>
  ));
}
