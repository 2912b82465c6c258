import { MultiSelect, Radio } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { usePlace } from '../api/place';
import { useRead } from '../api/use-operation';
import { graphql } from '../generated/gql';
import type { Audience } from '../generated/graphql';
import { useT } from '../language';

const ShareWith = graphql(/* GraphQL */ `
  query ShareWith($search: String) {
    organisations(search: $search, first: 20) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

/** Who will see what is declared; the person decides, and sees what each choice means. */
export function AudienceField({
  value,
  onChange,
}: {
  value: Audience;
  onChange: (audience: Audience) => void;
}) {
  const t = useT();
  return (
    <Radio.Group
      label={t('audience.label')}
      value={value}
      onChange={(next) => onChange(next === 'PRIVATE' ? 'PRIVATE' : 'PARTIES')}
    >
      <Radio
        mt="sm"
        value="PARTIES"
        label={t('audience.parties')}
        description={t('audience.partiesHelp')}
        data-testid="audience-parties"
      />
      <Radio
        mt="sm"
        value="PRIVATE"
        label={t('audience.private')}
        description={t('audience.privateHelp')}
        data-testid="audience-private"
      />
    </Radio.Group>
  );
}

/** Members to whom the declarer shows it although it does not name them. */
function SharedWithField({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const t = useT();
  const { me } = usePlace();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 250);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const { data } = useRead(ShareWith, { search: settled || null }, { keepPrevious: true });
  const found = (data?.organisations.edges ?? [])
    .filter(({ node }) => node.id !== me.organisation?.id)
    .map(({ node }) => [node.id, node.name] as const);
  const options = new Map([...known, ...found]);
  return (
    <MultiSelect
      label={t('audience.sharedWith')}
      description={t('audience.sharedWithHelp')}
      placeholder={value.length ? undefined : t('picker.organisation')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('picker.nothing')}
      data={[...options].map(([id, name]) => ({ value: id, label: name }))}
      value={[...value]}
      onChange={(ids) => {
        setKnown(new Map(ids.map((id) => [id, options.get(id) ?? id])));
        onChange(ids);
      }}
    />
  );
}

export interface Sharing {
  readonly audience: Audience;
  readonly sharedWith: readonly string[];
}

/** Who sees what is declared: the audience and, where others may see it, whom to add. */
export function SharingFields({
  value,
  onChange,
}: {
  value: Sharing;
  onChange: (change: Partial<Sharing>) => void;
}) {
  return (
    <>
      <AudienceField value={value.audience} onChange={(audience) => onChange({ audience })} />
      {value.audience === 'PARTIES' && (
        <SharedWithField value={value.sharedWith} onChange={(sharedWith) => onChange({ sharedWith })} />
      )}
    </>
  );
}

/** The same, as the platform is told it. */
export const sharingInput = ({ audience, sharedWith }: Sharing) => ({
  audience,
  ...(audience === 'PARTIES' && sharedWith.length > 0 && { sharedWith: [...sharedWith] }),
});
