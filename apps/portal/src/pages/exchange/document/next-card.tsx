import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { Card } from '../../../components/panels';
import { useT, useText } from '../../../language';
import { DocumentStatus } from '../document-status';
import { Due } from '../inbox/due';
import { ActDialog } from './act-dialog';
import styles from './document.module.css';
import { FollowUps } from './follow-ups';
import { RevisionDialog } from './revision-dialog';
import type { DocumentHead, OpenDocument } from './use-document';

/** Acts that break off or turn down: never the loud button. */
const QUIET = /^(discard|reject|cancel|withdraw|decline|refuse|request_cancellation|close|contest|return)/;
/** As on the server: where nothing was agreed, or what was agreed is void, there is nothing to correct. */
const NOT_REVISABLE = new Set(['draft', 'discarded', 'cancelled', 'withdrawn', 'rejected', 'superseded']);

/** Where the document stands, whose turn it is and by when; what the reader may do now. */
export function NextCard({ document }: { document: OpenDocument }) {
  const t = useT();
  const { can } = usePlace();
  const { head } = document;
  return (
    <Card testId="next">
      <div className={styles.next}>
        <DocumentStatus state={head.state} awaitsMe={head.awaitsMe} />
        <WhoseTurn head={head} />
        {head.state.mustAct && head.dueDate && (
          <p>
            <span className="soft">{t('inbox.due')}</span> <Due day={head.dueDate} />
          </p>
        )}
      </div>
      {can('document:write') && <Acts document={document} />}
    </Card>
  );
}

function WhoseTurn({ head }: { head: DocumentHead }) {
  const t = useT();
  const textOf = useText();
  const { mustAct, expected } = head.state;
  if (!mustAct) return <p>{t('document.nothingLeft')}</p>;
  const what = expected ? textOf(expected) : '';
  if (head.awaitsMe) return <p className={styles.turn}>{t('document.yourTurn', { what })}</p>;
  const other = (mustAct === 'ISSUER' ? head.issuer.name : head.recipient?.name) ?? head.recipientName ?? '—';
  return <p>{t('document.theirTurn', { other, what })}</p>;
}

function Acts({ document }: { document: OpenDocument }) {
  const t = useT();
  const textOf = useText();
  const [open, setOpen] = useState<string | null>(null);
  const [isRevising, setRevising] = useState(false);
  const { acts, state, revisions } = document.head;
  const act = acts.find(({ name }) => name === open);
  const canRevise =
    !NOT_REVISABLE.has(state.name) && !revisions.some(({ state: answer }) => answer === 'PENDING');
  const firstLoud = acts.find(({ name }) => !QUIET.test(name))?.name;
  return (
    <div className={styles.acts}>
      <FollowUps document={document}>
        {(isLeading) =>
          acts.map(({ name, label }) => (
            <Button
              key={name}
              {...(name === firstLoud && !isLeading ? { color: 'rust' } : { variant: 'default' })}
              onClick={() => setOpen(name)}
              data-testid={`act-${name}`}
            >
              {textOf(label)}
            </Button>
          ))
        }
      </FollowUps>
      {canRevise && (
        <Button variant="subtle" onClick={() => setRevising(true)} data-testid="request-revision">
          {t('revision.ask')}
        </Button>
      )}
      {act && <ActDialog document={document} act={act} onClose={() => setOpen(null)} />}
      {isRevising && <RevisionDialog document={document} onClose={() => setRevising(false)} />}
    </div>
  );
}
