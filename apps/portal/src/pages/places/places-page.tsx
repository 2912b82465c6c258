import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { organisationKey, rememberPlace } from '../../api/place';
import type { Place } from '../../api/rest';
import { useSession } from '../../api/session';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, Loading } from '../../components/panels';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { roleMessage } from '../../role-names';
import { PlainLayout } from '../../shell/plain-layout';
import { ToSignIn } from '../../shell/to-sign-in';
import { useSignOut } from '../../shell/use-sign-out';
import styles from './places.module.css';

/** Every filière and organisation the person may work in. */
export function PlacesPage() {
  const t = useT();
  const session = useSession();
  const signOut = useSignOut();
  if (session.data === null) return <ToSignIn />;
  return (
    <PlainLayout
      aside={
        <Button variant="subtle" onClick={() => signOut.here()}>
          {t('shell.signOut')}
        </Button>
      }
    >
      <PageHeader title={t('places.title')} lead={t('places.lead')} />
      {session.isPending && <Loading />}
      {session.isError && <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />}
      {session.data?.places.length === 0 && (
        <EmptyState icon="building" title={t('places.none')}>
          {t('places.noneHelp')}
        </EmptyState>
      )}
      {session.data && <PlaceCards places={session.data.places} />}
    </PlainLayout>
  );
}

function PlaceCards({ places }: { places: readonly Place[] }) {
  const t = useT();
  const textOf = useText();
  const { day } = useFormats();
  const navigate = useNavigate();
  const enter = (place: Place) => {
    rememberPlace(place);
    void navigate({ to: '/$filiere', params: { filiere: place.filiere.slug } });
  };
  return (
    <ul className={styles.grid} data-testid="places">
      {places.map((place) => (
        <li key={`${place.filiere.slug} ${organisationKey(place)} ${place.role}`}>
          <button
            type="button"
            className={styles.place}
            onClick={() => enter(place)}
            data-testid={`place-${place.filiere.slug}-${organisationKey(place)}`}
          >
            <Icon name={place.organisation ? 'building' : 'people'} size={24} />
            <span>
              <strong>{place.organisation?.name ?? t('shell.committee')}</strong>
              <span className="soft">{textOf(place.filiere.name)}</span>
              <span className="small soft">
                {t(roleMessage(place.role))}
                {place.mandateUntil && ` · ${t('places.until', { date: day(place.mandateUntil) })}`}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
