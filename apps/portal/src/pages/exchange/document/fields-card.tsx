import { Card } from '../../../components/panels';
import { useT, useText } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { useFieldText } from '../values';
import type { OpenDocument } from './use-document';

/** The fields of the header that have a value. */
export function FieldsCard({ document: { definition, content } }: { document: OpenDocument }) {
  const t = useT();
  const textOf = useText();
  const fieldText = useFieldText();
  const filled = definition.header.filter(({ name }) => content.header[name] !== undefined);
  return (
    <Card title={t('document.fields')} testId="fields">
      <dl className={itemStyles.facts}>
        {filled.map((field) => (
          <div key={field.name}>
            <dt>{textOf(field.label)}</dt>
            <dd style={{ whiteSpace: field.type === 'note' ? 'pre-wrap' : undefined }}>
              {fieldText(field, content.header[field.name])}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
