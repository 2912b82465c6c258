import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChange } from '../../api/use-operation';
import { Dialog } from '../../components/dialog';
import { CopyField } from '../../components/copy-field';
import { ErrorSummary } from '../../components/error-summary';
import { fieldId, useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Callout, ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import { startOfDay } from '../declare-lot/lot-draft';

const CreateApiKey = graphql(/* GraphQL */ `
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      apiKey {
        id
        name
      }
    }
  }
`);

const SCOPES: readonly [string, MessageId][] = [
  ['item:read', 'scope.itemRead'],
  ['event:declare', 'scope.eventDeclare'],
  ['import:run', 'scope.importRun'],
  ['query:manage', 'scope.queryManage'],
  ['document:read', 'scope.documentRead'],
  ['document:write', 'scope.documentWrite'],
  ['directory:read', 'scope.directoryRead'],
  ['filiere:read', 'scope.filiereRead'],
];

const DEFAULT_DAYS = 365;
const inAYear = (): string => new Date(Date.now() + DEFAULT_DAYS * 86_400_000).toISOString().slice(0, 10);

const useCreateKey = () => useChange(CreateApiKey);

/** Makes a key; its secret is shown this once. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const create = useCreateKey();
  const made = create.data?.createApiKey;
  return (
    <Dialog onClose={onClose} title={t('key.create')}>
      {made ? (
        <div className={formStyles.form}>
          <Callout tone="warning" live>
            <p>{t('key.once', { name: made.apiKey.name })}</p>
          </Callout>
          <CopyField label={t('key.secret')} value={made.secret} />
          <Button onClick={onClose}>{t('key.kept')}</Button>
        </div>
      ) : (
        <CreateKeyForm create={create} />
      )}
    </Dialog>
  );
}

function CreateKeyForm({ create }: { create: ReturnType<typeof useCreateKey> }) {
  const t = useT();
  const form = useProblems();
  const [draft, setDraft] = useState({
    name: '',
    scopes: SCOPES.map(([scope]) => scope),
    expiresAt: inAYear(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = [
      ...(draft.name.trim() ? [] : [{ field: 'name', message: t('key.nameMissing') }]),
      ...(draft.scopes.length ? [] : [{ field: 'scopes', message: t('key.scopesMissing') }]),
      ...(draft.expiresAt ? [] : [{ field: 'expiresAt', message: t('key.expiresMissing') }]),
    ];
    form.show(problems);
    if (!problems.length)
      create.mutate({
        input: { name: draft.name.trim(), scopes: draft.scopes, expiresAt: startOfDay(draft.expiresAt) },
      });
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <ErrorSummary form={form} />
      {create.isError && <ErrorPanel error={create.error} />}
      <TextInput
        {...form.field('name')}
        label={t('key.name')}
        description={t('key.nameHelp')}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        data-testid="key-name"
      />
      <Checkbox.Group
        label={t('key.scopes')}
        error={form.errorOf('scopes')}
        value={draft.scopes}
        onChange={(scopes) => setDraft({ ...draft, scopes })}
      >
        {SCOPES.map(([scope, message], index) => (
          <Checkbox
            key={scope}
            mt="xs"
            value={scope}
            label={t(message)}
            description={<code>{scope}</code>}
            {...(index === 0 && { id: fieldId('scopes') })}
          />
        ))}
      </Checkbox.Group>
      <TextInput
        {...form.field('expiresAt')}
        type="date"
        label={t('key.expiresAt')}
        value={draft.expiresAt}
        onChange={(event) => setDraft({ ...draft, expiresAt: event.currentTarget.value })}
      />
      <Button type="submit" color="rust" loading={create.isPending} data-testid="key-submit">
        {t('key.create')}
      </Button>
    </form>
  );
}
