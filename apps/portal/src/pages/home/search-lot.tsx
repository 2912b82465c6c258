import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { usePlace } from '../../api/place';
import { Icon } from '../../components/icon';
import { useT } from '../../language';
import styles from './home.module.css';

/** A lot number, and one is there. */
export function SearchLot() {
  const t = useT();
  const navigate = useNavigate();
  const { slug: filiere, filiere: here } = usePlace();
  const [words, setWords] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({
      to: '/$filiere/lots',
      params: { filiere },
      search: { vue: 'recus', q: words.trim() || undefined },
    });
  };
  return (
    <form className={styles.search} role="search" onSubmit={submit}>
      <TextInput
        size="md"
        label={t('home.search')}
        placeholder={t('home.searchExample', { example: here.granularities[0]?.example ?? '' })}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        data-testid="search-lot"
      />
      <Button type="submit" size="md" color="rust" leftSection={<Icon name="search" />}>
        {t('action.search')}
      </Button>
    </form>
  );
}
