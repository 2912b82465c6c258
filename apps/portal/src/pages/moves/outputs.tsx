import { Button } from '@mantine/core';
import { usePlace } from '../../api/place';
import type { FormProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Icon } from '../../components/icon';
import { useT } from '../../language';
import { CertificateFields } from '../declare-lot/certificate-fields';
import { KeyDataFields } from '../declare-lot/key-data-fields';
import { elementsFor, emptyLot, type LotDraft } from '../declare-lot/lot-draft';
import { LotFields } from '../declare-lot/lot-fields';

interface OutputsProps {
  readonly outputs: readonly LotDraft[];
  readonly prefixOf: (index: number) => string;
  readonly onChange: (outputs: LotDraft[]) => void;
  readonly form: FormProblems;
}

/** What came out of the transformation: each thing is a lot of its own. */
export function Outputs({ outputs, prefixOf, onChange, form }: OutputsProps) {
  const t = useT();
  const { filiere } = usePlace();
  return (
    <fieldset className={formStyles.group}>
      <legend>{t('transform.outputs')}</legend>
      {outputs.map((output, index) => {
        const title = t('transform.output', { number: index + 1 });
        const fields = {
          draft: output,
          form,
          prefix: prefixOf(index),
          onChange: (next: LotDraft) =>
            onChange(outputs.map((other, position) => (position === index ? next : other))),
        };
        return (
          <div key={index} className={formStyles.boxed} role="group" aria-label={title}>
            <div className={formStyles.boxedHead}>
              <strong>{title}</strong>
              {outputs.length > 1 && (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={`${t('action.remove')} ${title}`}
                  onClick={() => onChange(outputs.filter((_, position) => position !== index))}
                >
                  {t('action.remove')}
                </Button>
              )}
            </div>
            <LotFields {...fields} />
            <details className={formStyles.more}>
              <summary>{t('declare.more')}</summary>
              <div>
                <KeyDataFields elements={elementsFor(filiere, output.granularity).optional} {...fields} />
                <CertificateFields {...fields} />
              </div>
            </details>
          </div>
        );
      })}
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => onChange([...outputs, emptyLot(filiere)])}
        >
          {t('transform.addOutput')}
        </Button>
      </div>
    </fieldset>
  );
}
