import { Button, Select, TextInput } from '@mantine/core';
import { usePlace } from '../../api/place';
import formStyles from '../../components/forms.module.css';
import { Icon } from '../../components/icon';
import { useT, useText } from '../../language';
import type { CertificateDraft } from './lot-draft';
import type { LotFieldsProps } from './lot-fields';

const EMPTY: CertificateDraft = { type: '', number: '', issuer: '', validFrom: '', validTo: '' };

/** Certificates that travel with the lot, as many as there are. */
export function CertificateFields({ draft, onChange, form, prefix = '' }: LotFieldsProps) {
  const t = useT();
  const set = (certificates: readonly CertificateDraft[]) => onChange({ ...draft, certificates });
  return (
    <fieldset className={formStyles.group}>
      <legend>{t('lot.certificates')}</legend>
      {draft.certificates.map((certificate, index) => (
        <CertificateBox
          key={index}
          certificate={certificate}
          title={t('declare.certificateTitle', { number: index + 1 })}
          type={form.field(`${prefix}certificates.${index}.type`)}
          number={form.field(`${prefix}certificates.${index}.number`)}
          onChange={(next) =>
            set(draft.certificates.map((other, position) => (position === index ? next : other)))
          }
          onRemove={() => set(draft.certificates.filter((_, position) => position !== index))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => set([...draft.certificates, EMPTY])}
        >
          {t('declare.addCertificate')}
        </Button>
      </div>
    </fieldset>
  );
}

interface CertificateBoxProps {
  readonly certificate: CertificateDraft;
  readonly title: string;
  readonly type: { id: string; error: string | undefined };
  readonly number: { id: string; error: string | undefined };
  readonly onChange: (certificate: CertificateDraft) => void;
  readonly onRemove: () => void;
}

function CertificateBox({ certificate, title, type, number, onChange, onRemove }: CertificateBoxProps) {
  const t = useT();
  const textOf = useText();
  const { filiere } = usePlace();
  const set = (change: Partial<CertificateDraft>) => onChange({ ...certificate, ...change });
  const expires = filiere.certificateTypes.find(({ code }) => code === certificate.type)?.expires ?? true;
  return (
    <div className={formStyles.boxed} role="group" aria-label={title}>
      <div className={formStyles.boxedHead}>
        <strong>{title}</strong>
        <Button variant="subtle" size="xs" onClick={onRemove} aria-label={`${t('action.remove')} ${title}`}>
          {t('action.remove')}
        </Button>
      </div>
      <div className={formStyles.row}>
        <Select
          {...type}
          label={t('certificate.type')}
          placeholder={t('declare.choose')}
          data={filiere.certificateTypes.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
          value={certificate.type || null}
          onChange={(code) => set({ type: code ?? '' })}
        />
        <TextInput
          {...number}
          label={t('certificate.number')}
          value={certificate.number}
          onChange={(event) => set({ number: event.currentTarget.value })}
        />
        <TextInput
          label={t('certificate.issuer')}
          value={certificate.issuer}
          onChange={(event) => set({ issuer: event.currentTarget.value })}
        />
      </div>
      <div className={formStyles.row}>
        <TextInput
          type="date"
          label={t('certificate.validFrom')}
          value={certificate.validFrom}
          onChange={(event) => set({ validFrom: event.currentTarget.value })}
        />
        {expires && (
          <TextInput
            type="date"
            label={t('certificate.validTo')}
            value={certificate.validTo}
            onChange={(event) => set({ validTo: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  );
}
