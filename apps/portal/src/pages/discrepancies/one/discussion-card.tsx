import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange } from '../../../api/use-operation';
import { FormFrame } from '../../../components/form-frame';
import { problemsOf, useProblems } from '../../../components/form-problems';
import { Card } from '../../../components/panels';
import { Textarea } from '@mantine/core';
import { graphql } from '../../../generated/gql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import type { OpenDiscrepancy } from './discrepancy-read';
import styles from './one.module.css';

const CommentDiscrepancy = graphql(/* GraphQL */ `
  mutation CommentDiscrepancy($id: ID!, $text: String!) {
    answer: commentDiscrepancy(id: $id, text: $text) {
      ...DiscrepancyAnswer
    }
  }

  fragment DiscrepancyAnswer on DiscrepancyResult {
    __typename
    ...RefusedShown
  }
`);

/** What the people on both sides wrote, in the order of time, and room for an answer. */
export function DiscussionCard({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const { me } = usePlace();
  const { thread, acts, mySide } = discrepancy;
  const written = thread.filter(({ reason }) => reason);
  const canReply = acts.includes('comment');
  if (!written.length && !canReply) return null;
  return (
    <Card title={t(mySide === 'OWNER' ? 'discrepancy.notes' : 'discrepancy.discussion')} testId="discussion">
      <ul className={styles.messages}>
        {written.map(({ seq, act, label, person, organisation, reason, at }) => (
          <li key={seq} className={organisation?.id === me.organisation?.id ? styles.mine : styles.others}>
            <p className="small soft">
              {[person, organisation?.name].filter(Boolean).join(', ')} ·{' '}
              <time dateTime={at}>{moment(at)}</time>
            </p>
            {act !== 'commented' && <p className={styles.messageAct}>{textOf(label)}</p>}
            <p className={styles.messageText}>{reason}</p>
          </li>
        ))}
      </ul>
      {canReply && <Reply key={thread.length} id={discrepancy.id} isOwn={mySide === 'OWNER'} />}
    </Card>
  );
}

function Reply({ id, isOwn }: { id: string; isOwn: boolean }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const send = useChange(CommentDiscrepancy);
  const [text, setText] = useState('');
  return (
    <FormFrame
      form={form}
      change={send}
      check={() => (text.trim() ? [] : [{ field: 'text', message: t('discrepancy.replyMissing') }])}
      onSend={() =>
        send.mutate(
          { id, text: text.trim() },
          {
            onSuccess: ({ answer }) =>
              answer.__typename === 'Refused'
                ? form.show(problemsOf(answer.findings, ['text'], textOf))
                : setText(''),
          },
        )
      }
      submit={t('discrepancy.send')}
      testId="send-comment"
    >
      <Textarea
        {...form.field('text')}
        label={t(isOwn ? 'discrepancy.ownNote' : 'discrepancy.reply')}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="comment"
      />
    </FormFrame>
  );
}
