import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { Dialog } from '../../../components/dialog';
import { FormFrame } from '../../../components/form-frame';
import { useProblems } from '../../../components/form-problems';
import { Icon } from '../../../components/icon';
import { TextField } from '../../../components/text-field';
import { useT } from '../../../language';
import styles from '../discrepancies.module.css';
import type { SavedView } from '../saved-views';
import { type DiscrepancySearch, isNarrowed } from '../search';
import { useSavedViews } from '../use-saved-views';

/** Filter sets under a name of one's own: one click brings them back. */
export function SavedViewsBar() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const search = useSearch({ from: '/$filiere/ecarts' });
  const { views, save, remove } = useSavedViews();
  const [isNaming, setNaming] = useState(false);
  const canSave = isNarrowed(search);
  if (!views.length && !canSave) return null;
  return (
    <div className={styles.views}>
      {views.length > 0 && (
        <ul className={styles.viewList} aria-label={t('views.title')} data-testid="saved-views">
          {views.map((view) => (
            <li key={view.name} className={styles.view}>
              <Link to="/$filiere/ecarts" params={{ filiere }} search={view.search}>
                {view.name}
              </Link>
              <button
                type="button"
                className={styles.viewRemove}
                aria-label={t('views.remove', { name: view.name })}
                onClick={() => remove(view.name)}
              >
                <Icon name="cross" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {canSave && (
        <Button size="xs" variant="subtle" onClick={() => setNaming(true)} data-testid="save-view">
          {t('views.save')}
        </Button>
      )}
      {isNaming && (
        <NameDialog
          search={search}
          onSave={(view) => {
            save(view);
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

function NameDialog({
  search,
  onSave,
  onClose,
}: {
  search: DiscrepancySearch;
  onSave: (view: SavedView) => void;
  onClose: () => void;
}) {
  const t = useT();
  const form = useProblems();
  const [name, setName] = useState('');
  return (
    <Dialog title={t('views.save')} onClose={onClose}>
      <FormFrame
        form={form}
        change={{ isPending: false, error: null }}
        check={() => (name.trim() ? [] : [{ field: 'name', message: t('views.nameMissing') }])}
        onSend={() => onSave({ name: name.trim(), search })}
        submit={t('views.keep')}
        testId="keep-view"
      >
        <TextField
          form={form}
          name="name"
          label={t('views.name')}
          description={t('views.help')}
          maxLength={60}
          value={name}
          onText={setName}
          data-testid="view-name"
        />
      </FormFrame>
    </Dialog>
  );
}
