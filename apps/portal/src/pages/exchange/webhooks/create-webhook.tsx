import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { DEFINITIONS } from '@maillon/documents';
import { ApiError } from '../../../api/api-error';
import { useChange } from '../../../api/use-operation';
import { CopyField } from '../../../components/copy-field';
import { Dialog } from '../../../components/dialog';
import { FormFrame } from '../../../components/form-frame';
import { fieldId, fieldOfPath, useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { Callout } from '../../../components/panels';
import { TextField } from '../../../components/text-field';
import { useT, useText } from '../../../language';
import { CreateWebhook } from './webhook-queries';

const ALL = '*';
const FIELDS = ['name', 'url', 'topics'];

/** A secret that is shown this once. */
export function SecretDialog({
  name,
  secret,
  onClose,
}: {
  name: string;
  secret: string;
  onClose: () => void;
}) {
  const t = useT();
  return (
    <Dialog title={t('webhook.secretTitle')} onClose={onClose}>
      <Secret name={name} secret={secret} onClose={onClose} />
    </Dialog>
  );
}

function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <div className={formStyles.form}>
      <Callout tone="warning" live>
        <p>{t('webhook.once', { name })}</p>
      </Callout>
      <CopyField label={t('webhook.secret')} value={secret} />
      <Button onClick={onClose} data-testid="secret-kept">
        {t('key.kept')}
      </Button>
    </div>
  );
}

/** A new address: its name, where, and what it is told of. */
export function CreateWebhookDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const create = useChange(CreateWebhook);
  const [draft, setDraft] = useState({ name: '', url: '', topics: [ALL] });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const made = create.data?.createWebhook;
  const send = () =>
    create.mutate(
      { input: { name: draft.name.trim(), url: draft.url.trim(), topics: draft.topics } },
      {
        onError: (error) => {
          const field = error instanceof ApiError ? fieldOfPath(error.path, FIELDS) : undefined;
          if (field && error instanceof ApiError && error.text)
            form.show([{ field, message: textOf(error.text) }]);
        },
      },
    );
  const check = () => [
    ...(draft.name.trim() ? [] : [{ field: 'name', message: t('webhook.nameMissing') }]),
    ...(draft.url.trim() ? [] : [{ field: 'url', message: t('webhook.urlMissing') }]),
    ...(draft.topics.length ? [] : [{ field: 'topics', message: t('webhook.topicsMissing') }]),
  ];
  return (
    <Dialog title={t('webhook.create')} onClose={onClose}>
      {made ? (
        <Secret name={made.webhook.name} secret={made.secret} onClose={onClose} />
      ) : (
        <FormFrame
          form={form}
          change={{ isPending: create.isPending, error: form.problems.length ? null : create.error }}
          check={check}
          onSend={send}
          submit={t('webhook.create')}
          testId="webhook-submit"
        >
          <TextField
            form={form}
            name="name"
            label={t('webhook.name')}
            description={t('webhook.nameHelp')}
            value={draft.name}
            onText={(name) => set({ name })}
            data-testid="webhook-name"
          />
          <TextField
            form={form}
            name="url"
            type="url"
            label={t('webhook.url')}
            description={t('webhook.urlHelp')}
            value={draft.url}
            onText={(url) => set({ url })}
            data-testid="webhook-url"
          />
          <Topics
            value={draft.topics}
            error={form.errorOf('topics')}
            onChange={(topics) => set({ topics })}
          />
        </FormFrame>
      )}
    </Dialog>
  );
}

function Topics({
  value,
  error,
  onChange,
}: {
  value: string[];
  error: string | undefined;
  onChange: (topics: string[]) => void;
}) {
  const t = useT();
  const textOf = useText();
  const choices = [
    { value: ALL, label: t('webhook.allTopics') },
    ...DEFINITIONS.map(({ type, plural }) => ({ value: `${type}.*`, label: textOf(plural) })),
  ];
  // all and some exclude each other: the last choice holds
  const choose = (next: string[]) =>
    onChange(
      next.includes(ALL) && !value.includes(ALL)
        ? [ALL]
        : next.length > 1
          ? next.filter((one) => one !== ALL)
          : next,
    );
  return (
    <Checkbox.Group label={t('webhook.about')} error={error} value={value} onChange={choose}>
      {choices.map((choice, index) => (
        <Checkbox key={choice.value} mt="xs" {...choice} {...(index === 0 && { id: fieldId('topics') })} />
      ))}
    </Checkbox.Group>
  );
}
