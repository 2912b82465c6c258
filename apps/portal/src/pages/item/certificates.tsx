import { usePlace } from '../../api/place';
import { Card, Status, type Tone } from '../../components/panels';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import type { MessageId } from '../../messages/fr';
import styles from './item.module.css';
import type { ItemOfPage } from './item-page';

const DAY = 86_400_000;
/** A certificate that ends within this time is told beforehand. */
const SOON = 60 * DAY;

type Certificate = ItemOfPage['certificates'][number];

function validityOf({ validFrom, validTo }: Certificate, now: number): { tone: Tone; message: MessageId } {
  if (validFrom && Date.parse(validFrom) > now) return { tone: 'info', message: 'certificate.future' };
  if (!validTo) return { tone: 'success', message: 'certificate.unlimited' };
  if (Date.parse(validTo) < now) return { tone: 'danger', message: 'certificate.expired' };
  return Date.parse(validTo) - now < SOON
    ? { tone: 'warning', message: 'certificate.soon' }
    : { tone: 'success', message: 'certificate.valid' };
}

/** Certificates that travel with the lot, and whether each still holds. */
export function Certificates({ certificates }: { certificates: readonly Certificate[] }) {
  const t = useT();
  return (
    <Card title={t('lot.certificates')} testId="certificates">
      {certificates.length === 0 && <p className="soft">{t('certificate.none')}</p>}
      <ul className={styles.certificates}>
        {certificates.map((certificate) => (
          <CertificateLine key={`${certificate.type} ${certificate.number}`} certificate={certificate} />
        ))}
      </ul>
    </Card>
  );
}

function CertificateLine({ certificate }: { certificate: Certificate }) {
  const t = useT();
  const textOf = useText();
  const { day } = useFormats();
  const { filiere } = usePlace();
  const { type, number, issuer, validFrom, validTo } = certificate;
  const known = filiere.certificateTypes.find(({ code }) => code === type);
  const { tone, message } = validityOf(certificate, Date.now());
  const period = [
    validFrom && t('certificate.from', { date: day(validFrom) }),
    validTo && t('certificate.to', { date: day(validTo) }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <li>
      <div className={styles.certificateHead}>
        <strong>{known ? textOf(known.label) : type}</strong>
        <Status tone={tone}>{t(message)}</Status>
      </div>
      <p className="small soft">
        <span className="mono">{number}</span>
        {issuer && ` · ${issuer}`}
      </p>
      {period && <p className="small soft">{period}</p>}
    </li>
  );
}
