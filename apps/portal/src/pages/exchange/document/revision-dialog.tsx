import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { type FieldDefinition, performRevision } from '@maillon/documents';
import { useChange } from '../../../api/use-operation';
import { Dialog } from '../../../components/dialog';
import { ErrorSummary } from '../../../components/error-summary';
import { useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { ErrorPanel } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import type { FieldChangeInput } from '../../../generated/graphql';
import { useLanguage, useT, useText } from '../../../language';
import { problemsAt } from '../form/draft';
import type { Rows } from '../form/grid-rows';
import { FieldInputs } from '../form/header-fields';
import { type GridHandle, LineGrid } from '../form/line-grid';
import { cellErrors } from '../form/lines-field';
import { inReadingOrder } from '../kinds';
import { textOfValue, writtenOf } from '../value-text';
import styles from './document.module.css';
import type { OpenDocument } from './use-document';

const RequestRevision = graphql(/* GraphQL */ `
  mutation RequestRevision($document: ID!, $reason: String!, $changes: [FieldChangeInput!]!) {
    answer: requestRevision(document: $document, reason: $reason, changes: $changes) {
      ...RevisionAnswer
    }
  }
`);

/** What was wrong, and what it should be: sent to the partner, who agrees or not. */
export function RevisionDialog({ document, onClose }: { document: OpenDocument; onClose: () => void }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const grid = useRef<GridHandle>(null);
  const correction = useCorrection(document);
  const request = useChange(RequestRevision);
  const [reason, setReason] = useState('');
  const errors = useMemo(() => cellErrors(form.problems), [form.problems]);
  const { definition, content, head } = document;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const changes = correction.changes();
    const keys = content.lines.map(({ lineNumber }) => lineNumber);
    if (!reason.trim()) return form.show([{ field: 'reason', message: t('revision.reasonMissing') }]);
    if (!changes.length) return form.show([{ message: t('revision.nothing') }]);
    const checked = performRevision(definition, content, asChanges(changes));
    if ('findings' in checked) {
      const touched = linesIn(changes);
      return form.show(problemsAt(checked.findings, definition, touched.length ? touched : keys, textOf));
    }
    form.show([]);
    request.mutate(
      { document: head.id, reason: reason.trim(), changes },
      {
        onSuccess: ({ answer }) =>
          answer.__typename === 'Refused'
            ? form.show(problemsAt(answer.findings, definition, linesIn(changes), textOf))
            : onClose(),
      },
    );
  };
  return (
    <Dialog title={t('revision.ask')} onClose={onClose} wide>
      <form onSubmit={onSubmit} noValidate className={styles.dialog} data-testid="revision-form">
        <p className="soft">{t('revision.help')}</p>
        <ErrorSummary
          form={form}
          onReveal={(field) => {
            const cell = /^lines\.(\d+)\.(\w+)$/.exec(field);
            return Boolean(cell && grid.current?.reveal(Number(cell[1]), cell[2]!));
          }}
        />
        {request.isError && <ErrorPanel error={request.error} />}
        <FieldInputs
          fields={correction.header}
          values={correction.values}
          onValue={correction.setValue}
          form={form}
        />
        {content.lines.length > 0 && (
          <LineGrid
            ref={grid}
            label={t('lines.title')}
            all={correction.lines}
            columns={correction.lines}
            rows={correction.rows}
            onRows={correction.setRows}
            errors={errors}
            grows={false}
          />
        )}
        <Textarea
          {...form.field('reason')}
          label={t('act.reason')}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="revision-reason"
        />
        <div className={formStyles.end}>
          <Button type="submit" color="rust" loading={request.isPending} data-testid="send-revision">
            {t('revision.send')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Fields that have a value somewhere, with their values; and what is different from them in the end. */
function useCorrection({ definition, content }: OpenDocument) {
  const { language } = useLanguage();
  const header = definition.header.filter(
    ({ name, type }) => name !== 'number' && type !== 'date_time' && content.header[name] !== undefined,
  );
  const lines = useMemo(
    () =>
      inReadingOrder(definition.lines).filter(({ name }) =>
        content.lines.some(({ values }) => values[name] !== undefined),
      ),
    [definition, content],
  );
  const inputOf = (field: FieldDefinition) => String(content.header[field.name] ?? '');
  const [values, setValues] = useState(() =>
    Object.fromEntries(header.map((field) => [field.name, inputOf(field)])),
  );
  const before = useMemo(
    (): Rows =>
      content.lines.map(({ lineNumber, values: own }) => ({
        key: lineNumber,
        lineNumber,
        texts: Object.fromEntries(
          lines.map((field) => [field.name, textOfValue(field, own[field.name], language)]),
        ),
      })),
    [content, lines, language],
  );
  const [rows, setRows] = useState(before);
  const changes = (): FieldChangeInput[] => [
    ...header
      .filter((field) => values[field.name] !== inputOf(field))
      .map((field) => ({ field: field.name, value: values[field.name]?.trim() || null })),
    ...rows.flatMap(({ key, texts }, index) =>
      lines
        .filter(({ name }) => texts[name] !== before[index]?.texts[name])
        .map((field) => ({
          field: field.name,
          lineNumber: key,
          value: writtenOf(field, texts[field.name] ?? '') || null,
        })),
    ),
  ];
  return {
    header,
    lines,
    values,
    setValue: (name: string, text: string) => setValues((earlier) => ({ ...earlier, [name]: text })),
    rows,
    setRows,
    changes,
  };
}

const linesIn = (changes: readonly FieldChangeInput[]): number[] => [
  ...new Set(changes.flatMap(({ lineNumber }) => lineNumber ?? [])),
];

function asChanges(changes: readonly FieldChangeInput[]): Parameters<typeof performRevision>[2] {
  const of = (line: number | null) =>
    Object.fromEntries(
      changes
        .filter(({ lineNumber }) => (lineNumber ?? null) === line)
        .map(({ field, value }) => [field, value ?? null]),
    );
  return {
    header: of(null),
    lines: linesIn(changes).map((lineNumber) => ({ lineNumber, values: of(lineNumber) })),
  };
}
