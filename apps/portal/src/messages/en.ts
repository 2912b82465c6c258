import { commonEn } from './en/common';
import { welcomeEn } from './en/welcome';
import { homeEn } from './en/home';
import { lotsEn } from './en/lots';
import { itemEn } from './en/item';
import { movesEn } from './en/moves';
import { importsEn } from './en/imports';
import { committeeEn } from './en/committee';
import { exchangeEn } from './en/exchange';
import { planningEn } from './en/planning';
import { webhooksEn } from './en/webhooks';
import { discrepanciesEn } from './en/discrepancies';
import { comparisonEn } from './en/comparison';
import { epcisEn } from './en/epcis';
import { callsEn } from './en/calls';
import { subscriptionsEn } from './en/subscriptions';
import type { MessageId } from './fr';

/** The same messages in English. */
export const en: Record<MessageId, string> = {
  ...commonEn,
  ...welcomeEn,
  ...homeEn,
  ...lotsEn,
  ...itemEn,
  ...movesEn,
  ...importsEn,
  ...committeeEn,
  ...exchangeEn,
  ...planningEn,
  ...webhooksEn,
  ...discrepanciesEn,
  ...comparisonEn,
  ...epcisEn,
  ...callsEn,
  ...subscriptionsEn,
};
