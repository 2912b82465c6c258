import type { ReactNode } from 'react';
import type { DocumentType } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { ButtonLink } from '../../../components/button-link';
import { useT } from '../../../language';
import type { MessageId } from '../../../messages/fr';
import type { OpenDocument } from './use-document';

interface FollowUp {
  readonly to: DocumentType;
  readonly label: MessageId;
  /** Whether it is what the reader is expected to do now. */
  readonly isLeading: boolean;
}

const DELIVERABLE = new Set(['accepted', 'in_delivery']);

/** The documents that the reader may make out of this one. */
export function followUpsOf({ type, head }: Pick<OpenDocument, 'type' | 'head'>): FollowUp[] {
  const isRecipient = head.mySide === 'RECIPIENT';
  const state = head.state.name;
  if ((type === 'order' || type === 'call_off') && isRecipient && DELIVERABLE.has(state))
    return [{ to: 'despatch_advice', label: 'follow.despatch', isLeading: true }];
  if (type === 'despatch_advice' && isRecipient && (state === 'sent' || state === 'partly_received'))
    return [{ to: 'receipt_advice', label: 'follow.receive', isLeading: true }];
  if (type === 'forecast' && !isRecipient && (state === 'confirmed' || state === 'proposed'))
    return [{ to: 'order', label: 'follow.order', isLeading: state === 'confirmed' }];
  return [];
}

/** Follow-up documents, acts in between, and the ways to write this one again. */
export function FollowUps({
  document,
  children,
}: {
  document: OpenDocument;
  children: (isLeading: boolean) => ReactNode;
}) {
  const t = useT();
  const { slug: filiere } = usePlace();
  const { head, type } = document;
  const follows = followUpsOf(document);
  const isMine = head.mySide === 'ISSUER';
  return (
    <>
      {follows.map(({ to, label, isLeading }) => (
        <ButtonLink
          key={to}
          to="/$filiere/documents/nouveau"
          params={{ filiere }}
          search={{ type: to, depuis: head.id }}
          {...(isLeading ? { color: 'rust' } : { variant: 'default' })}
          data-testid={`follow-${to}`}
        >
          {t(label)}
        </ButtonLink>
      ))}
      {isMine && head.state.name === 'draft' && (
        <ButtonLink
          to="/$filiere/documents/nouveau"
          params={{ filiere }}
          search={{ type, brouillon: head.id }}
          variant="default"
          data-testid="edit-draft"
        >
          {t('follow.edit')}
        </ButtonLink>
      )}
      {children(follows.some(({ isLeading }) => isLeading))}
      {isMine && head.state.name !== 'draft' && (
        <ButtonLink
          to="/$filiere/documents/nouveau"
          params={{ filiere }}
          search={{ type, depuis: head.id }}
          variant="default"
          data-testid="duplicate"
        >
          {t('follow.duplicate')}
        </ButtonLink>
      )}
    </>
  );
}
