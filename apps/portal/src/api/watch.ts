import { createClient } from 'graphql-ws';
import type { TypedDocumentString } from '../generated/graphql';
import type { ActingPlace } from './execute';

interface Watcher<Data> {
  readonly onNotice: (data: Data) => void;
  /** Told when the socket fails, so that the caller asks instead. */
  readonly onLost: () => void;
}

/** Follows a subscription over graphql-transport-ws. Returns what stops it. */
export function watch<Data, Variables extends Record<string, unknown>>(
  place: ActingPlace,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { onNotice, onLost }: Watcher<Data>,
): () => void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const client = createClient({
    url: `${scheme}://${location.host}/${place.slug}/graphql`,
    connectionParams: { organisation: place.organisation },
    retryAttempts: 2,
  });
  const stop = client.subscribe<Data>(
    { query: document.toString(), variables },
    {
      next: ({ data, errors }) => (data && !errors ? onNotice(data) : onLost()),
      error: onLost,
      complete: () => undefined,
    },
  );
  return () => {
    stop();
    void client.dispose();
  };
}
