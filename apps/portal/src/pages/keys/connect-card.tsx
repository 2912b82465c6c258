import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { CopyField } from '../../components/copy-field';
import { Card, Stack } from '../../components/panels';
import { useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import { CURL_LINES } from './curl-lines';

const LABELS: Readonly<Record<(typeof CURL_LINES)[number]['name'], MessageId>> = {
  discover: 'connect.discover',
  capture: 'connect.capture',
  follow: 'connect.follow',
  events: 'connect.events',
  graphql: 'connect.graphql',
};

/** What the line that sends a document can be tried with. */
const EXAMPLE = '/modeles/document.json';

/** Where the firm's software finds Maillon, and lines to try it with. */
export function ConnectCard() {
  const t = useT();
  const { slug } = usePlace();
  const base = `${location.origin}/${slug}`;
  return (
    <Card title={t('connect.title')} testId="connect">
      <Stack>
        <p className="soft">{t('connect.lead')}</p>
        <CopyField label={t('connect.epcis')} value={`${base}/epcis`} />
        <CopyField label={t('connect.graphqlAddress')} value={`${base}/graphql`} />
        {CURL_LINES.map(({ name, line }) => (
          <div key={name}>
            <CopyField label={t(LABELS[name])} value={line(base)} />
            {name === 'capture' && (
              <a href={EXAMPLE} download="document.json">
                {t('connect.example')}
              </a>
            )}
          </div>
        ))}
        <p>
          <ButtonLink to="/$filiere/abonnements" params={{ filiere: slug }} variant="default">
            {t('subscription.fromKeys')}
          </ButtonLink>
        </p>
      </Stack>
    </Card>
  );
}
