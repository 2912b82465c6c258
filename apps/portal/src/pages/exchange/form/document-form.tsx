import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { DocumentDefinition } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { useChange } from '../../../api/use-operation';
import { ErrorSummary } from '../../../components/error-summary';
import { type FindingLike, useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { PageHeader } from '../../../components/page-header';
import { ErrorPanel } from '../../../components/panels';
import { useT, useText } from '../../../language';
import type { OpenDocument } from '../document/use-document';
import { saveOperation } from '../operations';
import { changesOf, checkedDraft, type Draft, problemsAt } from './draft';
import styles from './form.module.css';
import type { Rows } from './grid-rows';
import { HeaderFields } from './header-fields';
import type { GridHandle } from './line-grid';
import { LinesField } from './lines-field';
import { PartnerField } from './partner-field';

interface DocumentFormProps {
  readonly definition: DocumentDefinition;
  readonly beginning: Draft;
  /** A draft taken up again: its number names it, and stays. */
  readonly isRewriting?: boolean;
  /** The document that this one follows from. */
  readonly source?: OpenDocument;
}

const NUMBER = new Set(['number']);

/** The form of any kind of document, made from its definition. */
export function DocumentForm({ definition, beginning, isRewriting = false, source }: DocumentFormProps) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const grid = useRef<GridHandle>(null);
  const [draft, setDraft] = useState(beginning);
  const onRows = useState(
    () => (update: (rows: Rows) => Rows) => setDraft((before) => ({ ...before, rows: update(before.rows) })),
  )[0];
  const { submit, save } = useSubmit(definition, draft, form.show);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(true);
  };
  return (
    <>
      <PageHeader
        title={t('form.title', { kind: textOf(definition.label) })}
        lead={
          source
            ? t('form.from', { document: `${textOf(source.head.label)} ${source.head.number}` })
            : textOf(definition.purpose)
        }
      />
      <form
        className={`${formStyles.form} ${styles.form}`}
        onSubmit={onSubmit}
        noValidate
        data-testid="document-form"
      >
        <ErrorSummary form={form} onReveal={(field) => revealed(field, grid.current)} />
        {save.isError && <ErrorPanel error={save.error} />}
        <div className={styles.narrow}>
          <PartnerField
            definition={definition}
            partner={draft.partner}
            form={form}
            onPartner={(partner) => setDraft((before) => ({ ...before, partner }))}
          />
          <HeaderFields
            definition={definition}
            values={draft.header}
            form={form}
            {...(isRewriting && { fixed: NUMBER })}
            onValue={(name, text) =>
              setDraft((before) => ({ ...before, header: { ...before.header, [name]: text } }))
            }
          />
        </div>
        <LinesField
          definition={definition}
          rows={draft.rows}
          onRows={onRows}
          form={form}
          grid={grid}
          {...(source && { source })}
        />
        <div className={formStyles.end}>
          <Button
            type="submit"
            color="rust"
            loading={save.isPending && save.variables.send}
            data-testid="send-document"
          >
            {textOf(definition.acts.find(({ name }) => name === 'send')!.label)}
          </Button>
          <Button
            variant="default"
            loading={save.isPending && !save.variables.send}
            onClick={() => submit(false)}
            data-testid="save-draft"
          >
            {t('form.saveDraft')}
          </Button>
        </div>
      </form>
    </>
  );
}

/** A cell is found through the grid, for its row may not be drawn. */
function revealed(field: string, grid: GridHandle | null): boolean {
  const cell = /^lines\.(\d+)\.(\w+)$/.exec(field);
  return Boolean(cell && grid?.reveal(Number(cell[1]), cell[2]!));
}

/** Checks the draft by the rules of its kind, sends it, and shows the document, or what is to be mended. */
function useSubmit(
  definition: DocumentDefinition,
  draft: Draft,
  show: ReturnType<typeof useProblems>['show'],
) {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate();
  const { slug: filiere } = usePlace();
  const save = useChange(saveOperation(definition.type));
  const submit = (send: boolean) => {
    const { changes, keys } = changesOf(definition, draft);
    const refuse = (findings: readonly FindingLike[]) => {
      const problems = problemsAt(findings, definition, keys, textOf);
      show(draft.partner ? problems : [{ field: 'partner', message: t('form.partnerMissing') }, ...problems]);
    };
    const checked = checkedDraft(definition, changes, send);
    if ('findings' in checked) return refuse(checked.findings);
    if (!draft.partner) return refuse([]);
    show([]);
    save.mutate(
      { partner: { id: draft.partner.id }, input: checked.input, send },
      {
        onSuccess: ({ answer }) => {
          if (answer.__typename === 'Refused') return refuse(answer.findings);
          const fait = answer.unchanged ? 'inchange' : send ? 'envoye' : 'brouillon';
          void navigate({
            to: '/$filiere/documents/$id',
            params: { filiere, id: answer.document.id },
            search: { fait },
          });
        },
      },
    );
  };
  return { submit, save };
}
