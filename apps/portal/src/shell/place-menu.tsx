import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { organisationKey, usePlace } from '../api/place';
import type { Place, Session } from '../api/rest';
import { Icon } from '../components/icon';
import { useT, useText } from '../language';
import { roleMessage } from '../role-names';
import styles from './place-menu.module.css';
import { useSignOut } from './use-sign-out';

const SHOWN_AT_MOST = 8;

/** For whom one works here, the other places, and the way out. */
export function PlaceMenu({ session, onSwitch }: { session: Session; onSwitch: (place: Place) => void }) {
  const t = useT();
  const { me } = usePlace();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const name = me.organisation?.name ?? t('shell.committee');
  const { firstName, lastName } = session.person;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <button type="button" className={styles.target} data-testid="place-menu">
          <Icon name="building" size={18} />
          <span className={styles.words}>
            <span className={styles.organisation} data-testid="current-organisation">
              {name}
            </span>
            <span className={styles.person}>{`${firstName} ${lastName}`}</span>
          </span>
          <Icon name="chevron" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.person', { name: `${firstName} ${lastName}`, role: t(roleMessage(me.role ?? 'reader')) })}</Menu.Label>
        <OtherPlaces places={session.places} onSwitch={onSwitch} />
        <Menu.Item leftSection={<Icon name="search" size={18} />} onClick={() => void navigate({ to: '/choix' })}>
          {t('shell.allPlaces')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={18} />} onClick={signOut.here} data-testid="sign-out">
          {t('shell.signOut')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="lock" size={18} />} onClick={signOut.everywhere} data-testid="sign-out-everywhere">
          {t('shell.signOutEverywhere')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OtherPlaces({ places, onSwitch }: { places: readonly Place[]; onSwitch: (place: Place) => void }) {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate();
  const { slug, organisation } = usePlace();
  const others = places.filter((place) => place.filiere.slug !== slug || organisationKey(place) !== organisation);
  return others.slice(0, SHOWN_AT_MOST).map((place) => (
    <Menu.Item
      key={`${place.filiere.slug} ${organisationKey(place)}`}
      leftSection={<Icon name={place.organisation ? 'building' : 'people'} size={18} />}
      onClick={() => {
        onSwitch(place);
        void navigate({ to: '/$filiere', params: { filiere: place.filiere.slug } });
      }}
    >
      {place.organisation?.name ?? t('shell.committee')}
      <span className={styles.sub}>{textOf(place.filiere.name)}</span>
    </Menu.Item>
  ));
}
