import { useState } from 'react';
import { Button } from '@mantine/core';
import type { DocumentDefinition, FieldValue } from '@maillon/documents';
import type { ChangeShownFragment } from '../../../generated/graphql';
import { useT, useText } from '../../../language';
import { useFieldText } from '../values';
import styles from './document.module.css';

const FIRST = 8;

/** Old value and new value of each field, side by side. */
export function ChangeList({
  changes,
  definition,
}: {
  changes: readonly ChangeShownFragment[];
  definition: DocumentDefinition;
}) {
  const t = useT();
  const textOf = useText();
  const fieldText = useFieldText();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? changes : changes.slice(0, FIRST);
  const words = (change: ChangeShownFragment, value: unknown) => {
    const fields = change.lineNumber ? definition.lines : definition.header;
    const field = fields.find(({ name }) => name === change.field);
    return field ? fieldText(field, value as FieldValue | null) : String(value ?? '—');
  };
  return (
    <>
      <ul className={styles.changes}>
        {shown.map((change) => (
          <li key={`${change.lineNumber ?? 0} ${change.field}`}>
            <span className="soft">
              {change.lineNumber
                ? t('change.line', { line: change.lineNumber, field: textOf(change.label) })
                : textOf(change.label)}
            </span>{' '}
            {change.oldValue !== null && change.oldValue !== undefined && (
              <>
                <del>{words(change, change.oldValue)}</del> <span aria-hidden="true">→</span>{' '}
              </>
            )}
            <ins>{words(change, change.newValue)}</ins>
          </li>
        ))}
      </ul>
      {changes.length > FIRST && !isWhole && (
        <Button size="xs" variant="subtle" onClick={() => setWhole(true)}>
          {t('change.all', { count: changes.length })}
        </Button>
      )}
    </>
  );
}
