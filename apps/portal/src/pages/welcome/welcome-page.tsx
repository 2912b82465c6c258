import { useQuery } from '@tanstack/react-query';
import { listFilieres } from '../../api/rest';
import { useSession } from '../../api/session';
import { ButtonLink } from '../../components/button-link';
import { ErrorPanel, Loading } from '../../components/panels';
import { useT } from '../../language';
import { PlainLayout } from '../../shell/plain-layout';
import { ChainPicture } from './chain-picture';
import { DemoGrid } from './demo-grid';
import styles from './welcome.module.css';
import { PageHeader } from '../../components/page-header';

/** What Maillon is, in two sentences, and the way in: a demo of any filière, or sign-in. */
export function WelcomePage() {
  const t = useT();
  const session = useSession();
  const filieres = useQuery({ queryKey: ['filieres'], queryFn: listFilieres, staleTime: Infinity });
  const demos = filieres.data?.filter(({ demo }) => demo) ?? [];
  const way = session.data ? (
    <ButtonLink to="/choix" color="rust">
      {t('welcome.continue')}
    </ButtonLink>
  ) : (
    <ButtonLink
      to="/connexion"
      variant={demos.length ? 'default' : 'filled'}
      color={demos.length ? undefined : 'rust'}
      data-testid="go-sign-in"
    >
      {t('signIn.title')}
    </ButtonLink>
  );
  return (
    <PlainLayout>
      <div className={styles.hero}>
        <div>
          <PageHeader title={t('welcome.title')} lead={`${t('welcome.first')} ${t('welcome.second')}`} />
          {way}
        </div>
        <ChainPicture />
      </div>
      {filieres.isPending && <Loading lines={4} />}
      {filieres.isError && <ErrorPanel error={filieres.error} onRetry={() => void filieres.refetch()} />}
      {demos.length > 0 && <DemoGrid filieres={demos} />}
    </PlainLayout>
  );
}
