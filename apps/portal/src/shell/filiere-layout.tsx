import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { execute } from '../api/execute';
import { isNotFound } from '../api/api-error';
import { type CurrentPlace, organisationKey, placeIn, PlaceProvider, rememberPlace } from '../api/place';
import type { Place, Session } from '../api/rest';
import { useSession } from '../api/session';
import { ErrorPanel, Loading } from '../components/panels';
import { graphql } from '../generated/gql';
import { NotFound } from '../pages/not-found-page';
import { AppFrame } from './app-frame';
import { PlainLayout } from './plain-layout';
import { ToSignIn } from './to-sign-in';

const WhereIAm = graphql(/* GraphQL */ `
  query WhereIAm {
    filiere {
      slug
      name {
        fr
        en
      }
      committee {
        fr
        en
      }
      tiers {
        rank
        label {
          fr
          en
        }
      }
      granularities {
        code
        label {
          fr
          en
        }
        example
      }
      units {
        code
        symbol
        label {
          fr
          en
        }
      }
      keyDataElements {
        key
        type
        unit
        granularities
        required
        pattern
        label {
          fr
          en
        }
        help {
          fr
          en
        }
        choices {
          value
          label {
            fr
            en
          }
        }
      }
      certificateTypes {
        code
        expires
        label {
          fr
          en
        }
      }
    }
    me {
      role
      permissions
      person {
        id
        firstName
        lastName
        email
      }
      organisation {
        id
        name
        tier
        city
      }
    }
  }
`);

/** Everything under a filière: who is here, for whom, with which rights; then the frame and the page. */
export function FiliereLayout() {
  const { filiere } = useParams({ from: '/$filiere' });
  const session = useSession();
  const [, setTurn] = useState(0);
  if (session.isPending) return <Waiting />;
  if (session.isError) return <Broken error={session.error} retry={() => void session.refetch()} />;
  if (!session.data) return <ToSignIn />;
  const place = placeIn(session.data.places, filiere);
  if (!place) return <Elsewhere />;
  const switchTo = (next: Place) => {
    rememberPlace(next);
    setTurn((turn) => turn + 1);
  };
  return (
    <Inside
      key={`${filiere} ${organisationKey(place)}`}
      session={session.data}
      slug={filiere}
      organisation={organisationKey(place)}
      onSwitch={switchTo}
    />
  );
}

interface InsideProps {
  readonly session: Session;
  readonly slug: string;
  readonly organisation: string;
  readonly onSwitch: (place: Place) => void;
}

function Inside({ session, slug, organisation, onSwitch }: InsideProps) {
  const here = useQuery({
    queryKey: [slug, organisation, 'WhereIAm'],
    queryFn: ({ signal }) => execute({ slug, organisation }, WhereIAm, {}, signal),
    staleTime: 5 * 60_000,
  });
  const place = useMemo((): CurrentPlace | null => {
    if (!here.data) return null;
    const permissions = new Set(here.data.me.permissions);
    return {
      slug,
      organisation,
      filiere: here.data.filiere,
      me: here.data.me,
      can: (permission) => permissions.has(permission),
    };
  }, [here.data, slug, organisation]);
  if (here.isError)
    return isNotFound(here.error) ? (
      <Elsewhere />
    ) : (
      <Broken error={here.error} retry={() => void here.refetch()} />
    );
  if (!place) return <Waiting />;
  return (
    <PlaceProvider value={place}>
      <AppFrame session={session} onSwitch={onSwitch}>
        <Outlet />
      </AppFrame>
    </PlaceProvider>
  );
}

const Waiting = () => (
  <PlainLayout narrow>
    <Loading />
  </PlainLayout>
);

const Broken = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <PlainLayout narrow>
    <ErrorPanel error={error} onRetry={retry} />
  </PlainLayout>
);

const Elsewhere = () => (
  <PlainLayout narrow>
    <NotFound />
  </PlainLayout>
);
