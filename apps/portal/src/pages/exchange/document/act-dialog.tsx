import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { type FieldDefinition, performAct } from '@maillon/documents';
import { useChange } from '../../../api/use-operation';
import { Dialog } from '../../../components/dialog';
import { ErrorSummary } from '../../../components/error-summary';
import { type FindingLike, useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { Callout, ErrorPanel } from '../../../components/panels';
import { useLanguage, useT, useText } from '../../../language';
import { problemsAt, writable, writtenValues } from '../form/draft';
import { isEmptyRow, type Rows } from '../form/grid-rows';
import { FieldInputs } from '../form/header-fields';
import { type GridHandle, LineGrid } from '../form/line-grid';
import { cellErrors } from '../form/lines-field';
import { actOperation } from '../operations';
import { textOfValue } from '../value-text';
import { actWords } from './act-words';
import styles from './document.module.css';
import { useLineContext } from './line-context';
import type { DocumentHead, OpenDocument } from './use-document';

type Act = DocumentHead['acts'][number];

/** One act: its reason, and exactly the fields that it may write. */
export function ActDialog({
  document,
  act,
  onClose,
}: {
  document: OpenDocument;
  act: Act;
  onClose: () => void;
}) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const { definition, content } = document;
  const grid = useRef<GridHandle>(null);
  const header = writable(definition.header, act.name);
  const lines = useMemo(() => writable(definition.lines, act.name), [definition, act.name]);
  const [reason, setReason] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const answers = useAnswers(document, lines);
  const perform = usePerform(document, act, form.show, onClose);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    perform.run({ reason, header: writtenValues(header, values), lines, rows: answers.rows });
  };
  return (
    <Dialog
      title={t('act.title', {
        act: textOf(act.label),
        document: `${textOf(document.head.label)} ${document.head.number}`,
      })}
      onClose={onClose}
      wide={lines.length > 0}
    >
      <form onSubmit={onSubmit} noValidate className={styles.dialog} data-testid="act-form">
        <ErrorSummary form={form} onReveal={(field) => reveal(field, grid.current)} />
        {perform.error && <ErrorPanel error={perform.error} />}
        <ActWords document={document} act={act} />
        {header.length > 0 && (
          <FieldInputs
            fields={header}
            values={values}
            form={form}
            onValue={(name, text) => setValues((before) => ({ ...before, [name]: text }))}
          />
        )}
        {lines.length > 0 && content.lines.length > 0 && (
          <AnswerGrid document={document} fields={lines} answers={answers} form={form} grid={grid} />
        )}
        <Textarea
          {...form.field('reason')}
          label={t(act.needsReason ? 'act.reason' : 'act.note')}
          description={t('act.reasonHelp')}
          withAsterisk={act.needsReason}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="act-reason"
        />
        <div className={formStyles.end}>
          <Button type="submit" color="rust" loading={perform.isPending} data-testid="confirm-act">
            {textOf(act.label)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function ActWords({ document, act }: { document: OpenDocument; act: Act }) {
  const t = useT();
  const words = actWords(document, act.name);
  return words ? (
    <Callout tone="info">
      <p>{t(words)}</p>
    </Callout>
  ) : null;
}

const reveal = (field: string, grid: GridHandle | null): boolean => {
  const cell = /^lines\.(\d+)\.(\w+)$/.exec(field);
  return Boolean(cell && grid?.reveal(Number(cell[1]), cell[2]!));
};

interface Answers {
  readonly rows: Rows;
  readonly onRows: (update: (rows: Rows) => Rows) => void;
  /** Fills every line with what was asked for. */
  readonly takeOver: () => void;
}

/** A row for each line of the document, with what stands there already. */
function useAnswers({ content }: OpenDocument, fields: readonly FieldDefinition[]): Answers {
  const { language } = useLanguage();
  const textsOf = (valueOf: (name: string, index: number) => string | number | undefined): Rows =>
    content.lines.map(({ lineNumber }, index) => ({
      key: lineNumber,
      lineNumber,
      texts: Object.fromEntries(
        fields.map((field) => [field.name, textOfValue(field, valueOf(field.name, index), language)]),
      ),
    }));
  const [rows, setRows] = useState(() => textsOf((name, index) => content.lines[index]!.values[name]));
  const asked = (name: string, index: number) => {
    const { values } = content.lines[index]!;
    if (name === 'answer') return 'accepted';
    if (name === 'confirmedQuantity') return values['quantity'];
    if (name === 'confirmedDate')
      return values['requestedDate'] ?? values['date'] ?? content.header['requestedDate'];
    return values[name];
  };
  return { rows, onRows: setRows, takeOver: () => setRows(textsOf(asked)) };
}

function AnswerGrid({
  document,
  fields,
  answers,
  form,
  grid,
}: {
  document: OpenDocument;
  fields: readonly FieldDefinition[];
  answers: Answers;
  form: ReturnType<typeof useProblems>;
  grid: React.RefObject<GridHandle | null>;
}) {
  const t = useT();
  const context = useLineContext(document);
  const errors = useMemo(() => cellErrors(form.problems), [form.problems]);
  const canTakeOver = fields.some(({ name }) => name === 'confirmedQuantity');
  return (
    <div>
      {canTakeOver && (
        <Button mb="sm" size="xs" variant="default" onClick={answers.takeOver} data-testid="take-over">
          {t('act.takeOver')}
        </Button>
      )}
      <LineGrid
        ref={grid}
        label={t('lines.title')}
        all={fields}
        columns={fields}
        context={context}
        rows={answers.rows}
        onRows={answers.onRows}
        errors={errors}
        grows={false}
      />
    </div>
  );
}

interface Performance {
  readonly reason: string;
  readonly header: Readonly<Record<string, string>>;
  readonly lines: readonly FieldDefinition[];
  readonly rows: Rows;
}

/** Checks the act by the rules of the kind, sends it, and closes; or shows what stands against it. */
function usePerform(
  { head, type, definition, content }: OpenDocument,
  act: Act,
  show: ReturnType<typeof useProblems>['show'],
  onDone: () => void,
) {
  const textOf = useText();
  // the act may be gone once the document was read again, and this dialog with it
  const change = useChange(actOperation(type), ({ answer }) => answer.__typename !== 'Refused' && onDone());
  const run = ({ reason, header, lines, rows }: Performance) => {
    const filled = rows.filter((row) => !isEmptyRow(row));
    const refuse = (findings: readonly FindingLike[]) =>
      show(
        findings.map((finding) =>
          finding.path === 'reason'
            ? { field: 'reason', message: textOf(finding.message), remedy: textOf(finding.remedy) }
            : problemsAt(
                [finding],
                definition,
                filled.map(({ key }) => key),
                textOf,
              )[0]!,
        ),
      );
    const written = {
      header,
      lines: filled.map(({ key, texts }) => ({ lineNumber: key, values: writtenValues(lines, texts) })),
    };
    const by = head.mySide === 'ISSUER' ? 'issuer' : 'recipient';
    const performed = performAct(definition, content, { act: act.name, by, reason, changes: written });
    if ('findings' in performed) return refuse(performed.findings);
    const patch = performed.entry.changes;
    const writes = act.headerFields.length > 0 || act.lineFields.length > 0;
    const changes = writes && {
      ...patch.header,
      lines: patch.lines.map(({ lineNumber, values }) => ({ lineNumber, ...values })),
    };
    change.mutate(
      {
        id: head.id,
        act: act.name,
        reason: reason.trim() || null,
        expectedRevision: head.revision,
        ...(changes && { changes }),
      },
      { onSuccess: ({ answer }) => answer.__typename === 'Refused' && refuse(answer.findings) },
    );
  };
  return { run, isPending: change.isPending, error: change.error };
}
