import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { usePlace } from '../api/place';
import { useRead } from '../api/use-operation';
import { graphql } from '../generated/gql';
import { useT } from '../language';

const FindOrganisations = graphql(/* GraphQL */ `
  query FindOrganisations($search: String) {
    organisations(search: $search, first: 20) {
      edges {
        node {
          id
          name
          city
        }
      }
    }
  }
`);

interface OrganisationPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly value: string;
  readonly onPick: (id: string) => void;
}

/** Finds a member of the filière by a part of its name; one's own organisation is left out. */
export function OrganisationPicker({ value, onPick, ...rest }: OrganisationPickerProps) {
  const t = useT();
  const { me } = usePlace();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 250);
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null);
  const isPicked = picked !== null && settled === picked.label;
  const { data, isFetching } = useRead(
    FindOrganisations,
    { search: isPicked ? null : settled || null },
    { keepPrevious: true },
  );
  const found = (data?.organisations.edges ?? [])
    .filter(({ node }) => node.id !== me.organisation?.id)
    .map(({ node }) => ({ value: node.id, label: node.city ? `${node.name} (${node.city})` : node.name }));
  const options =
    picked && !found.some((option) => option.value === picked.value) ? [picked, ...found] : found;
  return (
    <Select
      {...rest}
      data={options}
      value={value || null}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      placeholder={t('picker.organisation')}
      nothingFoundMessage={t(isFetching ? 'loading' : 'picker.nothing')}
      onChange={(id) => {
        setPicked(options.find((option) => option.value === id) ?? null);
        onPick(id ?? '');
      }}
    />
  );
}
