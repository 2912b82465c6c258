import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useRead } from '../api/use-operation';
import { graphql } from '../generated/gql';
import { useT } from '../language';

const FindItems = graphql(/* GraphQL */ `
  query FindItems($search: String) {
    mine: items(scope: DECLARED, search: $search, first: 15) {
      edges {
        node {
          id
          uri
          label
          name
          quantity
          unit
        }
      }
    }
    received: items(scope: RECEIVED, search: $search, first: 15) {
      edges {
        node {
          id
          uri
          label
          name
          quantity
          unit
        }
      }
    }
  }
`);

export interface PickedItem {
  readonly id: string;
  /** Canonical URI. */
  readonly uri?: string;
  readonly label: string;
  readonly name?: string | null;
  readonly quantity?: number | null;
  readonly unit?: string | null;
}

interface ItemPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly picked: PickedItem | null;
  readonly onPick: (item: PickedItem | null) => void;
  /** Which lots are offered; all without it. */
  readonly canPick?: (item: PickedItem, isMine: boolean) => boolean;
}

const titleOf = (item: PickedItem): string => (item.name ? `${item.label} · ${item.name}` : item.label);

/** Finds one of the lots declared or received, by number or name. */
export function ItemPicker({ picked, onPick, canPick = () => true, ...rest }: ItemPickerProps) {
  const t = useT();
  const [search, setSearch] = useState(picked ? titleOf(picked) : '');
  const [settled] = useDebouncedValue(search, 250);
  const isPicked = picked !== null && settled === titleOf(picked);
  const { data, isFetching } = useRead(
    FindItems,
    { search: isPicked ? null : settled || null },
    { keepPrevious: true },
  );
  const found = new Map<string, PickedItem>(picked ? [[picked.id, picked]] : []);
  for (const { node } of data?.received.edges ?? []) if (canPick(node, false)) found.set(node.id, node);
  for (const { node } of data?.mine.edges ?? []) if (canPick(node, true)) found.set(node.id, node);
  return (
    <Select
      {...rest}
      data={[...found.values()].map((item) => ({ value: item.id, label: titleOf(item) }))}
      value={picked?.id ?? null}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      placeholder={t('picker.item')}
      nothingFoundMessage={t(isFetching ? 'loading' : 'picker.nothing')}
      onChange={(id) => onPick((id && found.get(id)) || null)}
    />
  );
}
