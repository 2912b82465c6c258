import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../../components/icon';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { useT } from '../../../language';
import exchangeStyles from '../../exchange/exchange.module.css';
import { type DiscrepancySearch, readSearch } from '../search';
import { KIND_WORDS, KINDS, STATE_LOOKS, STATES } from '../words';

const FROM = '/$filiere/ecarts';

/** What the list shows: every choice stands in the address, so that it can be sent to a colleague. */
export function Filters() {
  const t = useT();
  const navigate = useNavigate({ from: FROM });
  const search = useSearch({ from: FROM });
  const [words, setWords] = useState(search.q ?? '');
  const set = (change: Partial<Record<keyof DiscrepancySearch, string | null>>) =>
    void navigate({ search: (before) => readSearch({ ...before, ...change }), replace: true });
  const asked = useRef(search.q);
  const find = useDebouncedCallback((next: string) => {
    asked.current = next.trim() || undefined;
    set({ q: asked.current ?? null });
  }, 300);
  // a saved view, or the way back, brings other words than those typed here
  useEffect(() => {
    if (search.q === asked.current) return;
    asked.current = search.q;
    setWords(search.q ?? '');
  }, [search.q]);
  return (
    <div className={exchangeStyles.filters} role="search">
      <TextInput
        label={t('discrepancies.text')}
        value={words}
        leftSection={<Icon name="search" size={18} />}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
        data-testid="discrepancies-search"
      />
      <Select
        label={t('documents.state')}
        placeholder={t('discrepancies.unresolved')}
        clearable
        data={[
          { value: 'tous', label: t('discrepancies.all') },
          ...STATES.map((state) => ({ value: state.toLowerCase(), label: t(STATE_LOOKS[state].words) })),
        ]}
        value={search.etat ?? null}
        onChange={(etat) => set({ etat })}
        data-testid="discrepancies-state"
      />
      <Select
        label={t('discrepancies.kind')}
        placeholder={t('documents.any')}
        clearable
        data={KINDS.map((kind) => ({ value: kind.toLowerCase(), label: t(KIND_WORDS[kind]) }))}
        value={search.sorte ?? null}
        onChange={(sorte) => set({ sorte })}
        data-testid="discrepancies-kind"
      />
      <Select
        label={t('discrepancies.for')}
        placeholder={t('discrepancies.anyone')}
        clearable
        data={[
          { value: 'nous', label: t('discrepancies.forUs') },
          { value: 'moi', label: t('discrepancies.forMe') },
        ]}
        value={search.pour ?? null}
        onChange={(pour) => set({ pour })}
        data-testid="discrepancies-for"
      />
      <OrganisationPicker
        label={t('inbox.partner')}
        clearable
        value={search.partenaire ?? ''}
        onPick={(partenaire) => set({ partenaire: partenaire || null })}
      />
    </div>
  );
}
