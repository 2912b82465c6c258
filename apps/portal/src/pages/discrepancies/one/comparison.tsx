import { Link } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { Card } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import { useAmount } from '../../exchange/values';
import { useDifference, useUnitName } from '../figures';
import { type OpenDiscrepancy, otherOf, sidesOf, type Statement } from './discrepancy-read';
import { type Gap, gapOf } from './gap';
import styles from './one.module.css';

/** What they say, what we say, and what lies between; on a phone one under the other. One side alone for own records. */
export function Comparison({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const { me } = usePlace();
  const { ours, theirs } = sidesOf(discrepancy, me.organisation?.id);
  const gap = <GapShown gap={gapOf(discrepancy, theirs, ours)} discrepancy={discrepancy} />;
  const other = otherOf(discrepancy);
  const own = (
    <Card title={t('discrepancy.weSay')} testId="our-side">
      <Statements statements={ours} />
    </Card>
  );
  if (!other)
    return (
      <div className={styles.alone} data-testid="comparison">
        {gap}
        {own}
      </div>
    );
  return (
    <div className={styles.sides} data-testid="comparison">
      <Card title={t('discrepancy.theySay', { name: other.name })} testId="their-side">
        <Statements statements={theirs} />
      </Card>
      {gap}
      {own}
    </div>
  );
}

function GapShown({ gap, discrepancy }: { gap: Gap; discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const difference = useDifference();
  const unit = useUnitName();
  const names =
    gap.is === 'words' && (gap.areUnits ? [gap.first, gap.second].map(unit) : [gap.first, gap.second]);
  return (
    <div className={styles.gap} data-testid="gap">
      <p className={styles.gapTitle}>{t('discrepancy.difference')}</p>
      {gap.is === 'quantity' && <p className={styles.gapFigure}>{difference(gap.difference, gap.unit)}</p>}
      {names && (
        <p className={styles.gapWords}>
          <span>{names[0]}</span> <span aria-label={t('discrepancy.insteadOf')}>≠</span>{' '}
          <span>{names[1]}</span>
        </p>
      )}
      {gap.is === 'hours' && (
        <p className={styles.gapFigure}>
          {gap.hours < 48
            ? t('discrepancy.hours', { count: gap.hours })
            : t('discrepancies.days', { count: Math.round(gap.hours / 24) })}
        </p>
      )}
      {gap.is === 'unknown' && <p className={styles.gapWords}>{textOf(discrepancy.kindLabel)}</p>}
    </div>
  );
}

function Statements({ statements }: { statements: readonly Statement[] }) {
  const t = useT();
  if (!statements.length) return <p className="soft">{t('discrepancy.silent')}</p>;
  return (
    <ul className={styles.statements}>
      {statements.map((statement, index) => (
        <li key={`${statement.documentId ?? statement.eventId ?? ''} ${statement.lineNumber ?? index}`}>
          <StatementShown statement={statement} />
        </li>
      ))}
    </ul>
  );
}

function StatementShown({ statement }: { statement: Statement }) {
  const t = useT();
  const textOf = useText();
  const amount = useAmount();
  const { moment } = useFormats();
  const { verb, at, label, product, quantity, unit, rejected, short, revisions } = statement;
  const more = [
    typeof rejected === 'number' &&
      rejected > 0 &&
      t('discrepancy.rejected', { amount: amount(rejected, unit) }),
    typeof short === 'number' && short > 0 && t('discrepancy.short', { amount: amount(short, unit) }),
    revisions > 0 && t('discrepancy.revised', { count: revisions }),
  ].filter((words) => words !== false);
  return (
    <>
      <p className="soft">{textOf(verb)}</p>
      <p className={styles.said}>
        {typeof quantity === 'number' ? amount(quantity, unit) : t('discrepancy.whole')}
      </p>
      <p>
        <span className="mono">{label}</span>
        {product && product !== label && <span className="soft"> · {product}</span>}
      </p>
      <p className="small soft">
        <time dateTime={at}>{moment(at)}</time>
      </p>
      <Source statement={statement} />
      {more.map((words) => (
        <p key={words} className="small soft">
          {words}
        </p>
      ))}
    </>
  );
}

/** The document that says so, with its line; or that it was declared in the chain. */
function Source({ statement }: { statement: Statement }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const { documentId, documentNumber, documentLabel, lineNumber, reference } = statement;
  if (!documentId)
    return (
      <p className="small soft">
        {t('discrepancy.declaredInChain')}
        {reference && ` · ${reference}`}
      </p>
    );
  return (
    <p className="small">
      <Link to="/$filiere/documents/$id" params={{ filiere, id: documentId }}>
        {[documentLabel ? textOf(documentLabel) : t('inbox.what'), documentNumber].filter(Boolean).join(' ')}
      </Link>
      {lineNumber ? <span className="soft"> · {t('discrepancy.line', { line: lineNumber })}</span> : null}
    </p>
  );
}
