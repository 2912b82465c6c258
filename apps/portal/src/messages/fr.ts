import { commonFr } from './fr/common';
import { welcomeFr } from './fr/welcome';
import { homeFr } from './fr/home';
import { lotsFr } from './fr/lots';
import { itemFr } from './fr/item';
import { movesFr } from './fr/moves';
import { importsFr } from './fr/imports';
import { committeeFr } from './fr/committee';
import { exchangeFr } from './fr/exchange';
import { planningFr } from './fr/planning';
import { webhooksFr } from './fr/webhooks';
import { discrepanciesFr } from './fr/discrepancies';
import { comparisonFr } from './fr/comparison';
import { epcisFr } from './fr/epcis';
import { callsFr } from './fr/calls';
import { subscriptionsFr } from './fr/subscriptions';

/** Every message of the screens, in French: the language they are written in first. */
export const fr = {
  ...commonFr,
  ...welcomeFr,
  ...homeFr,
  ...lotsFr,
  ...itemFr,
  ...movesFr,
  ...importsFr,
  ...committeeFr,
  ...exchangeFr,
  ...planningFr,
  ...webhooksFr,
  ...discrepanciesFr,
  ...comparisonFr,
  ...epcisFr,
  ...callsFr,
  ...subscriptionsFr,
};

export type MessageId = keyof typeof fr;
