import { createClient } from 'graphql-ws';
import type { ImportProgressSubscription } from '../generated/graphql';
import { graphql } from '../generated/gql';
import type { ActingPlace } from './execute';

const ImportProgress = graphql(/* GraphQL */ `
  subscription ImportProgress($id: ID!) {
    importProgress(id: $id) {
      id
      status
      rowsRead
      rowsAccepted
      rowsUnchanged
      rowsRefused
      progress
      elapsedSeconds
      remainingSeconds
      finishedAt
    }
  }
`);

export type ImportNotice = ImportProgressSubscription['importProgress'];

/**
 * Follows an import over graphql-transport-ws. `onLost` is told once when the socket fails, so that the caller polls instead.
 * Returns what stops it.
 */
export function watchImport(
  place: ActingPlace,
  id: string,
  onNotice: (notice: ImportNotice) => void,
  onLost: () => void,
): () => void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const client = createClient({
    url: `${scheme}://${location.host}/${place.slug}/graphql`,
    connectionParams: { organisation: place.organisation },
    retryAttempts: 2,
  });
  const stop = client.subscribe<ImportProgressSubscription>(
    { query: ImportProgress.toString(), variables: { id } },
    {
      next: ({ data, errors }) => (data && !errors ? onNotice(data.importProgress) : onLost()),
      error: onLost,
      complete: () => undefined,
    },
  );
  return () => {
    stop();
    void client.dispose();
  };
}
