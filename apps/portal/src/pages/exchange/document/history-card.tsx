import { Card } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { ChangeList } from './change-list';
import type { OpenDocument } from './use-document';

/** Everything that happened to the document, the latest first. */
export function HistoryCard({ document }: { document: OpenDocument }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const entries = [...document.head.history].reverse();
  return (
    <Card title={t('history.title')} testId="history">
      {entries.length === 0 && <p className="soft">{t('history.none')}</p>}
      <ol className={itemStyles.timeline}>
        {entries.map(({ seq, side, label, stateLabel, organisation, at, reason, changes }) => (
          <li key={seq}>
            <p className={itemStyles.sentence}>
              {textOf(label)} → {textOf(stateLabel)}
            </p>
            <p className={itemStyles.meta}>
              <time dateTime={at}>{moment(at)}</time>
              <span>
                {side === 'chain'
                  ? t('history.chain')
                  : side === 'both'
                    ? t('history.both')
                    : organisation?.name}
              </span>
            </p>
            {reason && <p>{t('history.reason', { reason })}</p>}
            {changes.length > 0 && <ChangeList changes={changes} definition={document.definition} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}
