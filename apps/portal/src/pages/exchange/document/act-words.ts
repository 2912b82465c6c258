import type { DocumentType } from '@maillon/documents';
import type { MessageId } from '../../../messages/fr';

const WORDS: Readonly<Partial<Record<DocumentType, Readonly<Record<string, MessageId>>>>> = {
  order: {
    accept: 'act.orderAccept',
    modify: 'act.orderModify',
    close: 'act.close',
  },
  forecast: { propose: 'act.forecastPropose', confirm: 'act.forecastConfirm' },
  call_off: { close: 'act.close' },
  despatch_advice: { cancel: 'act.despatchCancel', close: 'act.close' },
  receipt_advice: { withdraw: 'act.receiptWithdraw' },
};

/** What an act brings about, where its name alone does not say it. */
export const actWords = ({ type }: { type: DocumentType }, act: string): MessageId | undefined =>
  act === 'discard' ? 'act.discard' : act === 'send' ? 'act.send' : WORDS[type]?.[act];
