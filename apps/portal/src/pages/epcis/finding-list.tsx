import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { Status } from '../../components/panels';
import { useT, useText } from '../../language';
import styles from './epcis.module.css';
import type { ShownFinding } from './explain-queries';
import { excerptOf } from './excerpt';
import { ExcerptStrip } from './excerpt-strip';

/** What the reader itself says of a text, in full: the guide has nothing to add. */
const WITHOUT_ARTICLE: ReadonlySet<string> = new Set(['TEXT_TOO_LONG', 'TEXT_NOT_EPCIS', 'NOTHING_RIGHT']);

/** The whole document: a path that leads nowhere. */
const isWhole = (path: string): boolean => path === '$' || path === '/';

/** What is wrong, or worth a look: beside the line that it is about, with the page that explains it. */
export function FindingList({
  findings,
  lines,
}: {
  findings: readonly ShownFinding[];
  lines: readonly string[];
}) {
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <FindingItem
          key={`${finding.code} ${finding.path} ${finding.line}`}
          finding={finding}
          lines={lines}
        />
      ))}
    </ul>
  );
}

function FindingItem({ finding, lines }: { finding: ShownFinding; lines: readonly string[] }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const { code, severity, line, column, path, message, remedy } = finding;
  const isError = severity === 'error';
  const excerpt = line ? excerptOf(lines, line, column ?? undefined) : undefined;
  return (
    <li className={styles.finding} data-testid="finding">
      <p>
        <Status tone={isError ? 'danger' : 'warning'}>{t(isError ? 'epcis.error' : 'epcis.warning')}</Status>{' '}
        <strong>{textOf(message)}</strong>
      </p>
      {excerpt && <ExcerptStrip excerpt={excerpt} line={line!} />}
      <p className="soft">{textOf(remedy)}</p>
      <p className="soft">
        {path && !isWhole(path) && <code>{path}</code>}{' '}
        {!WITHOUT_ARTICLE.has(code) && (
          <Link to="/$filiere/lecture-epcis/constats" params={{ filiere }} hash={code.toLowerCase()}>
            {t('epcis.explainCode', { code })}
          </Link>
        )}
      </p>
    </li>
  );
}
