import { useEffect, useRef } from 'react';
import { useT } from '../language';
import { fieldId, type FormProblems } from './form-problems';
import styles from './forms.module.css';

function focusField(field: string) {
  const target = document.getElementById(fieldId(field));
  target?.closest('details')?.setAttribute('open', '');
  target?.focus();
}

/**
 * What is to be mended, on top of the form, each line leading to its field. `onReveal` brings fields into sight that are not
 * drawn before they are needed; it answers false for those that it does not know.
 */
export function ErrorSummary({
  form,
  onReveal,
}: {
  form: FormProblems;
  onReveal?: (field: string) => boolean;
}) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const { problems, round } = form;
  useEffect(() => {
    if (problems.length) box.current?.focus();
  }, [problems, round]);
  if (!problems.length) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles.summary} data-testid="error-summary">
      <h2>{t('form.summary', { count: problems.length })}</h2>
      <ul>
        {problems.map(({ field, message, remedy }, index) => (
          <li key={index}>
            {field && (onReveal ?? document.getElementById(fieldId(field))) ? (
              <a
                href={`#${fieldId(field)}`}
                onClick={(event) => {
                  event.preventDefault();
                  if (!onReveal?.(field)) focusField(field);
                }}
              >
                {message}
              </a>
            ) : (
              message
            )}{' '}
            {remedy && <span className="soft">{remedy}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
