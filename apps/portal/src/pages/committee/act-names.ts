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
  'epcis-query.create': 'act.queryCreate',
  'epcis-query.delete': 'act.queryDelete',
  'epcis-subscription.create': 'act.subscriptionCreate',
  'epcis-subscription.suspend': 'act.subscriptionSuspend',
  'epcis-subscription.resume': 'act.subscriptionResume',
  'epcis-subscription.delete': 'act.subscriptionDelete',
  'demo.begin': 'act.demoBegin',
  'demo.complete': 'act.demoComplete',
};

/** Message that tells an act of the journal. */
export const actMessage = (action: string): MessageId => ACTS[action] ?? 'act.other';
