import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../../api/use-operation';
import { ErrorSummary } from '../../../components/error-summary';
import { type FindingLike, fieldId, problemsOf, useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { Callout, ErrorPanel } from '../../../components/panels';
import { TextField } from '../../../components/text-field';
import { graphql } from '../../../generated/gql';
import { useLanguage, useT, useText } from '../../../language';
import { KIND_WORDS, KINDS } from '../words';
import { ListFields } from './list-fields';
import { WINDOW_WORDS } from './rule-words';
import {
  draftOf,
  fieldsOf,
  type ListName,
  LISTS,
  problemsIn,
  type Rules,
  type RulesDraft,
  rulesOf,
  WINDOWS,
  withoutBlanks,
} from './rules-draft';
import styles from './rules.module.css';
import { usePreview } from './use-preview';

const SetFiliereRules = graphql(/* GraphQL */ `
  mutation SetFiliereRules($input: SetRulesInput!) {
    answer: setFiliereRules(input: $input) {
      __typename
      ...RefusedShown
    }
  }
`);

const SetRelationRules = graphql(/* GraphQL */ `
  mutation SetRelationRules($partner: ID!, $input: SetRulesInput!) {
    answer: setRelationRules(partner: $partner, input: $input) {
      __typename
      ...RefusedShown
    }
  }
`);

/** Rules count in days of universal time, as the platform reads them. */
const utcToday = (): string => new Date().toISOString().slice(0, 10);

interface RulesFormProps {
  readonly begin: Rules;
  /** What holds where a field is left empty. */
  readonly wider?: Rules;
  /** Absent: the rules of the filière. */
  readonly partner?: string;
}

/** Sets rules from a day on. For a relation, first shows what they would change today. */
export function RulesForm({ begin, wider, partner }: RulesFormProps) {
  const t = useT();
  const form = useProblems();
  const { language } = useLanguage();
  const [draft, setDraft] = useState(() => draftOf(begin, language === 'fr' ? ',' : '.'));
  const [validFrom, setValidFrom] = useState(utcToday);
  const { save, isSaving, isSaved, error, reset } = useSave(partner);
  const preview = usePreview(partner);
  const textOf = useText();
  const change = (next: RulesDraft) => {
    setDraft(next);
    preview.reset();
    reset();
  };
  const refuse = (cleaned: RulesDraft) => (findings: readonly FindingLike[]) =>
    form.show(problemsOf(findings, fieldsOf(cleaned), textOf));
  const check = (send: (cleaned: RulesDraft) => void) => {
    const cleaned = withoutBlanks(draft);
    setDraft(cleaned);
    const problems = problemsIn(cleaned, (text) => t('rules.notANumber', { text }));
    form.show(problems);
    if (!problems.length) send(cleaned);
  };
  const look = () => check((cleaned) => preview.run(rulesOf(cleaned), refuse(cleaned)));
  const send = () => check((cleaned) => save({ validFrom, rules: rulesOf(cleaned) }, refuse(cleaned)));
  const needsLook = !preview.effect;
  const { wouldOpen, wouldClose } = preview.effect ?? {};
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (needsLook) look();
        else send();
      }}
      data-testid="rules-form"
    >
      <ErrorSummary form={form} />
      {Boolean(error ?? preview.error) && <ErrorPanel error={error ?? preview.error} />}
      <DraftFields draft={draft} onDraft={change} wider={wider} form={form} />
      <TextInput
        {...form.field('validFrom')}
        className={styles.day}
        type="date"
        label={t('rules.validFrom')}
        description={t('rules.validFromHelp')}
        min={utcToday()}
        value={validFrom}
        onChange={(event) => setValidFrom(event.currentTarget.value)}
      />
      {preview.effect && (
        <Callout tone="info" live testId="rules-effect">
          <p>
            {typeof wouldOpen === 'number' && typeof wouldClose === 'number'
              ? t('rules.effect', { opened: wouldOpen, closed: wouldClose })
              : t('rules.tooFew')}
          </p>
        </Callout>
      )}
      {isSaved && (
        <Callout tone="success" live testId="rules-saved">
          <p>{t('rules.saved')}</p>
        </Callout>
      )}
      <div className={formStyles.end}>
        <Button
          type="submit"
          color="rust"
          loading={isSaving || preview.isPending}
          data-testid={needsLook ? 'rules-preview' : 'rules-save'}
        >
          {t(needsLook ? 'rules.preview' : 'rules.save')}
        </Button>
      </div>
    </form>
  );
}

function DraftFields({
  draft,
  onDraft,
  wider,
  form,
}: {
  draft: RulesDraft;
  onDraft: (draft: RulesDraft) => void;
  wider: Rules | undefined;
  form: ReturnType<typeof useProblems>;
}) {
  const t = useT();
  return (
    <>
      {(Object.keys(LISTS) as ListName[]).map((name) => (
        <ListFields
          key={name}
          name={name}
          lines={draft.lists[name]}
          onLines={(lines) => onDraft({ ...draft, lists: { ...draft.lists, [name]: lines } })}
          form={form}
        />
      ))}
      <fieldset className={formStyles.group}>
        <legend>{t('rules.windows')}</legend>
        <div className={styles.windows}>
          {WINDOWS.map((window) => (
            <TextField
              key={window}
              form={form}
              name={window}
              label={t(WINDOW_WORDS[window].label)}
              description={t(WINDOW_WORDS[window].help)}
              inputMode="decimal"
              placeholder={wider?.[window] === undefined ? undefined : String(wider[window])}
              value={draft.windows[window]}
              onText={(text) => onDraft({ ...draft, windows: { ...draft.windows, [window]: text } })}
              data-testid={`rules-${window}`}
            />
          ))}
        </div>
      </fieldset>
      <Checkbox.Group
        label={t('rules.blocking')}
        description={t('rules.blockingHelp')}
        error={form.errorOf('blocking')}
        value={[...draft.blocking]}
        onChange={(blocking) => onDraft({ ...draft, blocking })}
      >
        <div className={styles.kinds}>
          {KINDS.map((kind, index) => (
            <Checkbox
              key={kind}
              value={kind.toLowerCase()}
              label={t(KIND_WORDS[kind])}
              {...(index === 0 && { id: fieldId('blocking') })}
            />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}

interface Input {
  readonly validFrom: string;
  readonly rules: Rules;
}

function useSave(partner: string | undefined) {
  const ofFiliere = useChange(SetFiliereRules);
  const ofRelation = useChange(SetRelationRules);
  const change = partner ? ofRelation : ofFiliere;
  const save = (input: Input, onRefused: (findings: readonly FindingLike[]) => void) => {
    type Answer = NonNullable<typeof ofFiliere.data>;
    const done = {
      onSuccess: ({ answer }: Answer) => answer.__typename === 'Refused' && onRefused(answer.findings),
    };
    if (partner) ofRelation.mutate({ partner, input }, done);
    else ofFiliere.mutate({ input }, done);
  };
  return {
    save,
    isSaving: change.isPending,
    isSaved: change.data !== undefined && change.data.answer.__typename !== 'Refused',
    error: change.error,
    reset: change.reset,
  };
}
