import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePlace } from '../../api/place';
import { useOperationKey, useRead } from '../../api/use-operation';
import { watch } from '../../api/watch';
import { graphql } from '../../generated/gql';
import type { InterfaceCallsQuery } from '../../generated/graphql';
import { ApiKeys } from './api-keys';

const InterfaceCalls = graphql(/* GraphQL */ `
  query InterfaceCalls($onlyRefused: Boolean!) {
    interfaceCalls(last: 50, onlyRefused: $onlyRefused) {
      id
      at
      keyId
      keyName
      personName
      method
      path
      status
      title {
        fr
        en
      }
      findings {
        code
        help
      }
      findingCount
      capture {
        running
        recorded
        errorCount
      }
      durationMs
    }
    interfaceCallSummary {
      calls
      refused
    }
  }
`);

const InterfaceCallMade = graphql(/* GraphQL */ `
  subscription InterfaceCallMade {
    interfaceCallMade {
      lastAt
    }
  }
`);

/** Where no socket gets through. */
const REFRESH_MS = 10_000;

export type ShownCall = InterfaceCallsQuery['interfaceCalls'][number];

/** The last calls, read again whenever there are new ones. */
export function useCalls(onlyRefused: boolean) {
  const place = usePlace();
  const client = useQueryClient();
  const keyOf = useOperationKey();
  const [isLost, setLost] = useState(false);
  const calls = useRead(
    InterfaceCalls,
    { onlyRefused },
    { keepPrevious: true, refetchInterval: isLost && REFRESH_MS },
  );
  const { slug, organisation } = place;
  useEffect(() => {
    if (isLost) return undefined;
    return watch(
      place,
      InterfaceCallMade,
      {},
      {
        onNotice: () => {
          // a key says when it was last used
          for (const shown of [InterfaceCalls, ApiKeys])
            void client.invalidateQueries({ queryKey: keyOf(shown) });
        },
        onLost: () => setLost(true),
      },
    );
    // A new socket for each render would be one too many: a place is known by its filière and organisation.
  }, [slug, organisation, isLost]);
  return { calls, summary: calls.data?.interfaceCallSummary };
}
