import { usePlace } from '../../api/place';
import { CommitteeHome } from './committee-home';
import { FirmHome } from './firm-home';

/** The first page of a filière, by what one does there. */
export function HomePage() {
  const { me } = usePlace();
  return me.organisation ? <FirmHome isPrime={me.organisation.tier === 0} /> : <CommitteeHome />;
}
