import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange } from '../../../api/use-operation';
import { fieldId } from '../../../components/form-problems';
import { Callout, Card, ErrorPanel, Status, type Tone } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import type { RevisionState } from '../../../generated/graphql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import type { MessageId } from '../../../messages/fr';
import { ChangeList } from './change-list';
import styles from './document.module.css';
import type { DocumentHead, OpenDocument } from './use-document';

const AcceptRevision = graphql(/* GraphQL */ `
  mutation AcceptRevision($id: ID!) {
    answer: acceptRevision(id: $id) {
      ...RevisionAnswer
    }
  }

  fragment RevisionAnswer on DocumentResult {
    __typename
    ...RefusedShown
  }
`);

const RefuseRevision = graphql(/* GraphQL */ `
  mutation RefuseRevision($id: ID!, $reason: String!) {
    answer: refuseRevision(id: $id, reason: $reason) {
      ...RevisionAnswer
    }
  }
`);

const CancelRevision = graphql(/* GraphQL */ `
  mutation CancelRevision($id: ID!) {
    answer: cancelRevision(id: $id) {
      ...RevisionAnswer
    }
  }
`);

type Revision = DocumentHead['revisions'][number];

const LOOK: Record<RevisionState, { tone: Tone; message: MessageId }> = {
  PENDING: { tone: 'warning', message: 'revision.pending' },
  ACCEPTED: { tone: 'success', message: 'revision.accepted' },
  REFUSED: { tone: 'danger', message: 'revision.refused' },
  CANCELLED: { tone: 'neutral', message: 'revision.cancelled' },
};

/** Corrections that one side asked for, and what the other said. */
export function RevisionsCard({ document }: { document: OpenDocument }) {
  const t = useT();
  const { moment } = useFormats();
  const { can } = usePlace();
  const revisions = [...document.head.revisions].reverse();
  if (!revisions.length) return null;
  return (
    <Card title={t('revision.title')} testId="revisions">
      <ul className={styles.revisions}>
        {revisions.map((revision) => (
          <li key={revision.id}>
            <p className={styles.revisionHead}>
              <Status tone={LOOK[revision.state].tone}>{t(LOOK[revision.state].message)}</Status>
              <span className="soft">
                {revision.requestedBy?.name} · {moment(revision.requestedAt)}
              </span>
            </p>
            <p>{t('history.reason', { reason: revision.reason })}</p>
            <ChangeList changes={revision.changes} definition={document.definition} />
            {revision.answerReason && <p>{t('revision.answer', { reason: revision.answerReason })}</p>}
            {revision.state === 'PENDING' && can('document:write') && <Answer revision={revision} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Answer({ revision }: { revision: Revision }) {
  const t = useT();
  const textOf = useText();
  const accept = useChange(AcceptRevision);
  const refuse = useChange(RefuseRevision);
  const cancel = useChange(CancelRevision);
  const [reason, setReason] = useState<string | null>(null);
  const id = revision.id;
  const answers = [accept, refuse, cancel];
  const findings = answers.flatMap(({ data }) =>
    data?.answer.__typename === 'Refused' ? data.answer.findings : [],
  );
  const error = answers.find(({ error: broken }) => broken)?.error;
  const field = fieldId(`revision-${id}`);
  return (
    <div className={styles.answer}>
      {findings.map(({ message, remedy }) => (
        <Callout key={message.fr} tone="danger" live>
          <p>
            {textOf(message)} {textOf(remedy)}
          </p>
        </Callout>
      ))}
      {error && <ErrorPanel error={error} />}
      {reason !== null && (
        <Textarea
          id={field}
          label={t('act.reason')}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <div className={styles.acts}>
        {revision.awaitsMe && reason === null && (
          <>
            <Button
              color="rust"
              loading={accept.isPending}
              onClick={() => accept.mutate({ id })}
              data-testid="accept-revision"
            >
              {t('revision.accept')}
            </Button>
            <Button variant="default" onClick={() => setReason('')} data-testid="refuse-revision">
              {t('revision.refuse')}
            </Button>
          </>
        )}
        {reason !== null && (
          <>
            <Button
              loading={refuse.isPending}
              disabled={!reason.trim()}
              onClick={() => refuse.mutate({ id, reason })}
            >
              {t('revision.refuse')}
            </Button>
            <Button variant="default" onClick={() => setReason(null)}>
              {t('action.cancel')}
            </Button>
          </>
        )}
        {!revision.awaitsMe && (
          <Button
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ id })}
            data-testid="cancel-revision"
          >
            {t('revision.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
