import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../api/use-operation';
import { Dialog } from '../../components/dialog';
import { FormFrame } from '../../components/form-frame';
import { type FormProblems, useProblems } from '../../components/form-problems';
import { Callout } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT, useText } from '../../language';
import type { MessageId } from '../../messages/fr';
import { today } from '../exchange/value-text';
import { type ActDraft, type Acted, type BulkAct, type Seen, useBulkAct } from './acting';

const Assignees = graphql(/* GraphQL */ `
  query Assignees {
    discrepancyAssignees {
      id
      name
    }
  }
`);

const WORDS: Readonly<Record<BulkAct, { title: MessageId; help: MessageId; submit: MessageId }>> = {
  accept: {
    title: 'discrepancy.accept.title',
    help: 'discrepancy.accept.help',
    submit: 'discrepancy.accept.do',
  },
  dispute: {
    title: 'discrepancy.dispute.title',
    help: 'discrepancy.dispute.help',
    submit: 'discrepancy.dispute.do',
  },
  waive: { title: 'discrepancy.waive.title', help: 'discrepancy.waive.help', submit: 'discrepancy.waive.do' },
  reassign: {
    title: 'discrepancy.reassign.title',
    help: 'discrepancy.reassign.help',
    submit: 'discrepancy.reassign.do',
  },
};

/** One of the discrepancies acted upon, by the name that people know it by. */
export interface Named extends Seen {
  readonly name: string;
}

interface ActDialogProps {
  readonly act: BulkAct;
  readonly on: readonly Named[];
  /** Told once nothing is left to say: with those that changed. */
  readonly onDone: (changed: number) => void;
  readonly onClose: () => void;
}

/** One act on one or many: its reason where it needs one; afterwards, those that stayed as they were, and why. */
export function DiscrepancyActDialog({ act, on, onDone, onClose }: ActDialogProps) {
  const t = useT();
  const form = useProblems();
  const [draft, setDraft] = useState<ActDraft>({ reason: '', dueDate: '', person: '' });
  const [left, setLeft] = useState<Acted | null>(null);
  const needsReason = act === 'dispute' || act === 'waive';
  const bulk = useBulkAct(act, (acted) =>
    acted.refused.length ? setLeft(acted) : onDone(acted.changed.length),
  );
  const send = () => bulk.run(on, draft);
  return (
    <Dialog title={t(WORDS[act].title, { count: on.length })} onClose={onClose}>
      {left ? (
        <Refusals acted={left} on={on} />
      ) : (
        <FormFrame
          form={form}
          change={bulk}
          check={() =>
            needsReason && !draft.reason.trim()
              ? [{ field: 'reason', message: t('discrepancy.reasonMissing') }]
              : []
          }
          onSend={send}
          submit={t(WORDS[act].submit)}
          testId="discrepancy-act"
        >
          <p className="soft">{t(WORDS[act].help)}</p>
          {act === 'reassign' ? (
            <PersonField value={draft.person} onPick={(person) => setDraft({ ...draft, person })} />
          ) : (
            <ReasonField
              form={form}
              isNeeded={needsReason}
              value={draft.reason}
              onText={(reason) => setDraft({ ...draft, reason })}
            />
          )}
          {act === 'dispute' && (
            <TextInput
              type="date"
              label={t('discrepancy.dispute.by')}
              description={t('discrepancy.dispute.byHelp')}
              min={today()}
              value={draft.dueDate}
              onChange={(event) => setDraft({ ...draft, dueDate: event.currentTarget.value })}
            />
          )}
        </FormFrame>
      )}
    </Dialog>
  );
}

export function ReasonField({
  form,
  isNeeded,
  value,
  onText,
}: {
  form: FormProblems;
  isNeeded: boolean;
  value: string;
  onText: (text: string) => void;
}) {
  const t = useT();
  return (
    <Textarea
      {...form.field('reason')}
      label={t(isNeeded ? 'act.reason' : 'discrepancy.note')}
      description={t('discrepancy.reasonHelp')}
      withAsterisk={isNeeded}
      autosize
      minRows={2}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      data-testid="discrepancy-reason"
    />
  );
}

function PersonField({ value, onPick }: { value: string; onPick: (id: string) => void }) {
  const t = useT();
  const people = useRead(Assignees, {});
  return (
    <Select
      label={t('discrepancy.assignee')}
      placeholder={t('discrepancy.nobody')}
      clearable
      data={(people.data?.discrepancyAssignees ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value || null}
      onChange={(id) => onPick(id ?? '')}
      data-testid="discrepancy-person"
    />
  );
}

function Refusals({ acted, on }: { acted: Acted; on: readonly Named[] }) {
  const t = useT();
  const textOf = useText();
  const nameOf = (id: string) => on.find((one) => one.id === id)?.name ?? id;
  return (
    <Callout
      tone="warning"
      live
      title={t('discrepancy.left', { changed: acted.changed.length, left: acted.refused.length })}
      testId="acts-refused"
    >
      <ul>
        {acted.refused.map(({ id, findings }) => (
          <li key={id}>
            <strong>{nameOf(id)}</strong>{' '}
            {findings.map(({ message, remedy }) => `${textOf(message)} ${textOf(remedy)}`).join(' ')}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
