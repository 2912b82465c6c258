import type { MessageId } from '../../messages/fr';

const KEY = `-H "Authorization: Bearer $CLE"`;
const JSON_TYPE = `-H "Content-Type: application/json"`;

interface Line {
  readonly label: MessageId;
  /** `base`: the address of the filière. */
  readonly line: (base: string) => string;
}

/** Lines that run as they are in a shell that has the key in `CLE`: from a question to what it sends. */
export const SUBSCRIPTION_LINES: readonly Line[] = [
  {
    label: 'subscription.lineStore',
    line: (base) =>
      `curl -si ${base}/epcis/queries ${KEY} ${JSON_TYPE} -d '{"name": "expeditions", "query": {"EQ_bizStep": ["shipping"]}}'`,
  },
  {
    label: 'subscription.lineSubscribe',
    line: (base) =>
      `curl -si ${base}/epcis/queries/expeditions/subscriptions ${KEY} ${JSON_TYPE} -d '{"dest": "https://erp.example.com/epcis", "signatureToken": "'"$SIGNATURE"'", "stream": true}'`,
  },
  {
    label: 'subscription.lineRead',
    line: (base) => `curl -s ${base}/epcis/queries/expeditions/subscriptions ${KEY}`,
  },
];
