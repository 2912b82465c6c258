import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { ApiError } from '../api/api-error';
import { useT, useText } from '../language';
import { Icon, type IconName } from './icon';
import styles from './panels.module.css';

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

const TONE_ICONS: Record<Tone, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'cross',
  neutral: 'clock',
};

/** A framed part of a page, with its heading. */
export function Card({
  title,
  aside,
  children,
  testId,
}: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  testId?: string;
}) {
  const id = useId();
  return (
    <section className={styles.card} {...(title && { 'aria-labelledby': id })} data-testid={testId}>
      {title && (
        <div className={styles.cardHead}>
          <h2 id={id}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** A message in the page; `live` ones are told at once. */
export function Callout({
  tone,
  title,
  children,
  live,
  testId,
}: {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  live?: boolean;
  testId?: string;
}) {
  return (
    <div
      className={`${styles.callout} ${styles[tone]}`}
      {...(live && { role: tone === 'danger' ? 'alert' : 'status' })}
      data-testid={testId}
    >
      <Icon name={TONE_ICONS[tone]} />
      <div className={styles.calloutBody}>
        {title && <p className={styles.calloutTitle}>{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A state in a word: colour, sign and text together. */
export function Status({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`${styles.status} ${styles[tone]}`}>
      <Icon name={icon ?? TONE_ICONS[tone]} size={15} />
      {children}
    </span>
  );
}

/** Nothing here yet: says what it is for and what to do first. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty} data-testid="empty-state">
      <Icon name={icon} size={32} />
      <p className={styles.emptyTitle}>{title}</p>
      {children && <p className="soft">{children}</p>}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}

/** What went wrong and what to do; never a bare code. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const textOf = useText();
  const refusal = error instanceof ApiError ? error : undefined;
  const message = refusal?.text
    ? textOf(refusal.text)
    : t(refusal?.status === 0 ? 'error.unreachable' : 'error.unexpected');
  return (
    <Callout tone="danger" live title={t('error.title')} testId="error-panel">
      <p>{message}</p>
      {refusal?.correlationId && (
        <p className="small soft">{t('error.number', { number: refusal.correlationId })}</p>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </Callout>
  );
}

/** Grey bars while something loads. */
export function Loading({ lines = 5 }: { lines?: number }) {
  const t = useT();
  const widths = ['72%', '94%', '58%', '83%', '66%'];
  return (
    <div className={styles.skeleton} role="status" aria-live="polite">
      <span className="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.bar} style={{ width: widths[index % widths.length] }} />
      ))}
    </div>
  );
}

/** Reads the next page of a list. */
export function LoadMore({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const t = useT();
  if (!query.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
        data-testid="load-more"
      >
        {t('action.more')}
      </Button>
    </div>
  );
}

export const Stack = ({ children }: { children: ReactNode }) => (
  <div className={styles.stack}>{children}</div>
);
