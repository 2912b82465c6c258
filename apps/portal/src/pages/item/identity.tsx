import type { ReactNode } from 'react';
import { usePlace } from '../../api/place';
import { Card, Status } from '../../components/panels';
import { useGranularityName, useQuantity } from '../../components/quantity';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import styles from './item.module.css';
import type { ItemOfPage } from './item-page';

/** What the lot is, in the words of its declarer and of the filière. */
export function Identity({ item }: { item: ItemOfPage }) {
  const t = useT();
  const { moment } = useFormats();
  const quantity = useQuantity();
  const granularity = useGranularityName();
  const keyData = useKeyData(item.keyData);
  const { name, city } = item.declarant;
  const facts: [string, ReactNode][] = [
    [t('lot.number'), <span className="mono">{item.label}</span>],
    [t('lot.granularity'), granularity(item.granularity)],
    ...(item.quantity
      ? [
          [t('lot.quantity'), <span className="nums">{quantity(item.quantity, item.unit)}</span>] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    ...(item.madeAt ? [[t('lot.madeAt'), moment(item.madeAt)] as [string, ReactNode]] : []),
    [t('lot.declarant'), city ? `${name}, ${city}` : name],
    ...keyData,
    [
      t('lot.audience'),
      <Status tone="neutral" icon={item.isPrivate ? 'lock' : 'people'}>
        {t(item.isPrivate ? 'audience.privateShort' : 'audience.partiesShort')}
      </Status>,
    ],
  ];
  return (
    <Card title={t('lot.identity')} testId="identity">
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Key data under the filière's own labels, choices and dates in words. */
function useKeyData(keyData: unknown): [string, string][] {
  const t = useT();
  const textOf = useText();
  const { number, day } = useFormats();
  const { filiere } = usePlace();
  if (typeof keyData !== 'object' || keyData === null) return [];
  return Object.entries(keyData as Record<string, unknown>).map(([key, value]) => {
    const element = filiere.keyDataElements.find((candidate) => candidate.key === key);
    if (!element) return [key, String(value)];
    const label = textOf(element.label);
    if (typeof value === 'boolean') return [label, t(value ? 'yes' : 'no')];
    if (typeof value === 'number')
      return [label, element.unit ? `${number(value)}\u00A0${element.unit}` : number(value)];
    const choice = element.choices?.find((candidate) => candidate.value === value);
    if (choice) return [label, textOf(choice.label)];
    return [label, element.type === 'date' && typeof value === 'string' ? day(value) : String(value)];
  });
}
