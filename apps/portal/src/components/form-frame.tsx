import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useT } from '../language';
import { ErrorSummary } from './error-summary';
import type { FormProblems, Problem } from './form-problems';
import styles from './forms.module.css';
import { ErrorPanel } from './panels';

interface FormFrameProps {
  readonly form: FormProblems;
  /** The change that the form asks for: whether it is on its way, and what broke. */
  readonly change: { readonly isPending: boolean; readonly error: unknown };
  /** What can be seen missing before anything is sent. */
  readonly check: () => readonly Problem[];
  readonly onSend: () => void;
  readonly submit: string;
  /** Test id of the button; the form's is the same with `-form`. */
  readonly testId: string;
  readonly children: ReactNode;
}

/** A form: what is to be mended on top, the fields, and one button that sends it once nothing is missing. */
export function FormFrame({ form, change, check, onSend, submit, testId, children }: FormFrameProps) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const problems = check();
    form.show(problems);
    if (!problems.length) onSend();
  };
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate data-testid={`${testId}-form`}>
      <ErrorSummary form={form} />
      {Boolean(change.error) && <ErrorPanel error={change.error} />}
      {children}
      <div className={styles.end}>
        <Button type="submit" color="rust" loading={change.isPending} data-testid={testId}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** What few people need: folded. */
export function MoreDetails({ children }: { children: ReactNode }) {
  const t = useT();
  return (
    <details className={styles.more}>
      <summary>{t('declare.more')}</summary>
      <div>{children}</div>
    </details>
  );
}
