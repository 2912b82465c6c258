import { Outgoing, OutgoingError, OutgoingResponse } from '@maillon/runtime';
import type { DeliveryFailure } from '../messages.js';
import { SecretBox } from '../webhooks/secret-box.js';
import { Attempt, Due, Run } from './run-webhook.js';
import { signatureOf } from './sign.js';

const EXCERPT = 1000;
const MOST_READ = 4000;

/** Makes one attempt of one delivery. */
export class SendDelivery {
  constructor(
    private readonly outgoing: Outgoing,
    private readonly box: SecretBox,
    private readonly timeoutMs: number,
  ) {}

  /** What became of it; undefined when `signal` called it back, which is no attempt. */
  async attempt(run: Run, due: Due, filiere: string, signal: AbortSignal): Promise<Attempt | undefined> {
    const body = bodyOf(due, filiere);
    const secrets = run.secrets.map((kept) => this.box.open(kept, run.webhookId));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Maillon-Webhooks',
      'maillon-delivery': due.id,
      'maillon-signature': signatureOf(body, secrets, new Date()),
    };
    const { id, attempts } = due;
    const began = performance.now();
    try {
      const answer = await this.outgoing.send({
        url: run.url,
        method: 'POST',
        headers,
        body,
        signal,
        timeoutMs: this.timeoutMs,
        maxBytes: MOST_READ,
      });
      const { status, durationMs } = answer;
      return { id, attempts, status, durationMs, failure: failureOf(status), excerpt: excerptOf(answer) };
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      if (error.failure === 'aborted') return undefined;
      return { id, attempts, failure: error.failure, durationMs: Math.round(performance.now() - began) };
    }
  }
}

/** Ids only: the receiver asks the API for what they name, and so always reads the newest state. */
export const bodyOf = (due: Due, filiere: string): string =>
  JSON.stringify({
    id: due.change_id,
    topic: due.topic,
    type: due.subject_type,
    subjectId: due.subject_id,
    filiere,
    at: due.changed_at.toISOString(),
  });

function failureOf(status: number): DeliveryFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'redirect';
  return status === 410 ? 'gone' : 'status';
}

/** What a person may read of an answer: text without control characters, which PostgreSQL and screens dislike. */
const excerptOf = ({ body }: OutgoingResponse): string =>
  body
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .slice(0, EXCERPT);
