import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { execute } from '../../api/execute';
import { usePlace } from '../../api/place';
import { Icon } from '../../components/icon';
import { ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT } from '../../language';
import styles from './home.module.css';

const SearchLots = graphql(/* GraphQL */ `
  query SearchLots($search: String!) {
    received: items(scope: RECEIVED, search: $search, first: 10) {
      edges {
        node {
          id
          label
        }
      }
    }
    mine: items(scope: DECLARED, search: $search, first: 10) {
      edges {
        node {
          id
          label
        }
      }
    }
  }
`);

/** A lot number, and one is there; several that match are listed. */
function useSearchLot() {
  const place = usePlace();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (search: string) => execute(place, SearchLots, { search }),
    onSuccess: ({ received, mine }, search) => {
      const found = new Map([...received.edges, ...mine.edges].map(({ node }) => [node.id, node.label]));
      const exact = [...found].filter(([, label]) => label.toLowerCase() === search.toLowerCase());
      const [only] = exact.length === 1 ? exact : found.size === 1 ? [...found] : [];
      if (only) return navigate({ to: '/$filiere/lots/$id', params: { filiere: place.slug, id: only[0] } });
      const vue = received.edges.length || !mine.edges.length ? ('recus' as const) : undefined;
      return navigate({ to: '/$filiere/lots', params: { filiere: place.slug }, search: { vue, q: search } });
    },
  });
}

export function SearchLot() {
  const t = useT();
  const find = useSearchLot();
  const { filiere } = usePlace();
  const [words, setWords] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim()) find.mutate(words.trim());
  };
  return (
    <>
      <form className={styles.search} role="search" onSubmit={submit}>
        <TextInput
          size="md"
          label={t('home.search')}
          placeholder={t('home.searchExample', { example: filiere.granularities[0]?.example ?? '' })}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-testid="search-lot"
        />
        <Button
          type="submit"
          size="md"
          color="rust"
          loading={find.isPending}
          leftSection={<Icon name="search" />}
          data-testid="search-lot-submit"
        >
          {t('action.search')}
        </Button>
      </form>
      {find.isError && <ErrorPanel error={find.error} />}
    </>
  );
}
