import type { MessageId } from '../../../messages/fr';
import type { ListName, Window } from './rules-draft';

interface Words {
  readonly label: MessageId;
  readonly help: MessageId;
}

export const WINDOW_WORDS: Readonly<Record<Window, Words>> = {
  transitDays: { label: 'rules.transitDays', help: 'rules.transitDaysHelp' },
  overdueDays: { label: 'rules.overdueDays', help: 'rules.overdueDaysHelp' },
  receiptDays: { label: 'rules.receiptDays', help: 'rules.receiptDaysHelp' },
  announceDays: { label: 'rules.announceDays', help: 'rules.announceDaysHelp' },
  replyDays: { label: 'rules.replyDays', help: 'rules.replyDaysHelp' },
  clockHours: { label: 'rules.clockHours', help: 'rules.clockHoursHelp' },
};

export const LIST_WORDS: Readonly<Record<ListName, Words>> = {
  tolerances: { label: 'rules.tolerances', help: 'rules.tolerancesHelp' },
  lossFactors: { label: 'rules.losses', help: 'rules.lossesHelp' },
  factors: { label: 'rules.factors', help: 'rules.factorsHelp' },
};

export const FIELD_WORDS: Readonly<Record<string, MessageId>> = {
  family: 'rules.fieldFamily',
  unit: 'rules.fieldUnit',
  relative: 'rules.fieldRelative',
  absolute: 'rules.fieldAbsolute',
  least: 'rules.fieldLeast',
  item: 'rules.fieldItem',
  from: 'rules.fieldFrom',
  to: 'rules.fieldTo',
  factor: 'rules.fieldFactor',
};
