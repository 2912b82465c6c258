import type { MessageId } from '../../messages/fr';

const ACTS: Partial<Record<string, MessageId>> = {
  'organisation.admit': 'act.organisationAdmit',
  'organisation.suspend': 'act.organisationSuspend',
  'organisation.reinstate': 'act.organisationReinstate',
  'person.invite': 'act.personInvite',
  'invitation.accept': 'act.invitationAccept',
  'role.change': 'act.roleChange',
  'role.remove': 'act.roleRemove',
  'key.create': 'act.keyCreate',
  'key.revoke': 'act.keyRevoke',
  'import.start': 'act.importStart',
  'import.cancel': 'act.importCancel',
  'events.capture': 'act.eventsCapture',
  'demo.begin': 'act.demoBegin',
  'demo.complete': 'act.demoComplete',
};

/** Message that tells an act of the journal. */
export const actMessage = (action: string): MessageId => ACTS[action] ?? 'act.other';
