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

const NameOrganisation = graphql(/* GraphQL */ `
  query NameOrganisation($id: ID!) {
    organisation(id: $id) {
      id
      name
      city
    }
  }
`);

const labelOf = ({ name, city }: { name: string; city?: string | null }): string =>
  city ? `${name} (${city})` : name;

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
    .map(({ node }) => ({ value: node.id, label: labelOf(node) }));
  const given = useGiven(value, picked?.value === value);
  const chosen = picked?.value === value ? picked : given;
  const options =
    chosen && !found.some((option) => option.value === chosen.value) ? [chosen, ...found] : found;
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

/** The organisation that the page opened with: chosen elsewhere, so its name is to be read. */
function useGiven(value: string, isKnown: boolean) {
  const { data } = useRead(NameOrganisation, { id: value }, { enabled: Boolean(value) && !isKnown });
  const organisation = data?.organisation;
  return organisation?.id === value ? { value, label: labelOf(organisation) } : null;
}
