import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DocumentDefinition } from '@maillon/documents';
import type { FormProblems } from '../../../components/form-problems';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { useT } from '../../../language';
import type { Partner } from './draft';
import styles from './form.module.css';

/** To whom the document goes: named by what it is in trade. */
export function PartnerField({
  definition,
  partner,
  form,
  onPartner,
}: {
  definition: DocumentDefinition;
  partner: Partner | null;
  form: FormProblems;
  onPartner: (partner: Partner | null) => void;
}) {
  const t = useT();
  const [isChoosing, setChoosing] = useState(partner === null);
  const label = t(
    definition.issuerRole === 'either'
      ? 'form.partner'
      : definition.issuerRole === 'buyer'
        ? 'form.seller'
        : 'form.buyer',
  );
  if (partner && !isChoosing) {
    return (
      <div className={styles.partner}>
        <p>
          <span className="small soft">{label}</span>
          <strong>{partner.name}</strong>
        </p>
        <Button size="xs" variant="default" onClick={() => setChoosing(true)}>
          {t('form.changePartner')}
        </Button>
      </div>
    );
  }
  return (
    <OrganisationPicker
      {...form.field('partner')}
      label={label}
      withAsterisk
      value={partner?.id ?? ''}
      onPick={(id) => onPartner(id ? { id, name: '' } : null)}
      data-testid="document-partner"
    />
  );
}
