import { Text } from '@maillon/kernel';

/** Why a step is hidden: the code of the rule, and what its reader can do. */
export interface HidingRule {
  readonly rule: string;
  readonly reason: Text;
}

/** The only rule so far: a step is shown to its declarer and its parties. */
export const PARTIES_ONLY: HidingRule = {
  rule: 'PARTIES_ONLY',
  reason: {
    fr: 'Une étape existe ici ; son auteur la partage avec ses seuls partenaires directs. Vous pouvez lui demander de vous la montrer.',
    en: 'A step exists here; its author shares it with its direct partners only. You can ask to be shown it.',
  },
};
