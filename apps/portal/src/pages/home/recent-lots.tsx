import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { useQuantity } from '../../components/quantity';
import { Card, Loading } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import styles from './home.module.css';

const RecentLotsOf = graphql(/* GraphQL */ `
  query RecentLots($scope: ItemScope!) {
    items(scope: $scope, first: 5) {
      edges {
        node {
          id
          label
          name
          quantity
          unit
          madeAt
          declarant {
            id
            name
          }
        }
      }
    }
  }
`);

/** The last lots, those received first for a prime contractor. */
export function RecentLots({ isPrime }: { isPrime: boolean }) {
  const t = useT();
  const quantity = useQuantity();
  const { day } = useFormats();
  const { slug: filiere } = usePlace();
  const lots = useRead(RecentLotsOf, { scope: isPrime ? 'RECEIVED' : 'DECLARED' });
  const all = (
    <Link to="/$filiere/lots" params={{ filiere }} search={{ vue: isPrime ? 'recus' : undefined }}>
      {t('home.allLots')}
    </Link>
  );
  return (
    <Card title={t(isPrime ? 'home.lastReceived' : 'home.lastDeclared')} aside={all}>
      {lots.isPending && <Loading lines={3} />}
      {lots.data?.items.edges.length === 0 && <p className="soft">{t('home.noLots')}</p>}
      <ul className={styles.plain}>
        {lots.data?.items.edges.map(({ node }) => (
          <li key={node.id}>
            <span>
              <Link to="/$filiere/lots/$id" params={{ filiere, id: node.id }}>
                {node.name ?? node.label}
              </Link>{' '}
              <span className="soft">{node.name && node.label}</span>
            </span>
            <span className="soft nums">
              {[
                isPrime && node.declarant.name,
                node.quantity && quantity(node.quantity, node.unit),
                node.madeAt && day(node.madeAt),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
