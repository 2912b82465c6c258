import type { ReactNode } from 'react';
import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { NoRight } from '../../components/no-right';
import { ErrorPanel, Loading } from '../../components/panels';
import type { PickedItem } from '../../components/item-picker';
import { graphql } from '../../generated/gql';

const PrefillItem = graphql(/* GraphQL */ `
  query PrefillItem($id: ID!) {
    item(id: $id) {
      id
      label
      name
      quantity
      unit
      declarant {
        id
      }
    }
  }
`);

interface PrefilledProps {
  readonly itemId: string | undefined;
  readonly children: (item: (PickedItem & { declarant: { id: string } }) | null) => ReactNode;
}

/** Waits for the lot that the address names, so that the form opens filled in. */
export function Prefilled({ itemId, children }: PrefilledProps) {
  const { can } = usePlace();
  const query = useRead(PrefillItem, { id: itemId ?? '' }, { enabled: itemId !== undefined });
  if (!can('event:declare')) return <NoRight />;
  if (itemId === undefined) return children(null);
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return children(query.data.item ?? null);
}
