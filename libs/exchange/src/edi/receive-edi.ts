import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  EDI_PROFILES,
  EdiProfile,
  IncomingInterchange,
  readEdiFile,
  writeApplicationAnswers,
  writeControlAnswer,
} from '@maillon/documents';
import { Actor, Finding, Language, organisationOf } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Claim, claimInterchange, ClaimLost, keepResult, renewClaim } from './claim-interchange.js';
import { CarryOut, MessageResult } from './carry-out.js';
import { noMessage, referenceReused } from './messages.js';

export interface InterchangeResult {
  readonly reference: string;
  /** Whether the very same file had been brought before: then this is the answer of that time. */
  readonly repeated: boolean;
  readonly refused: boolean;
  readonly findings: readonly Finding[];
  readonly messages: readonly MessageResult[];
  /** CONTRL and APERAK for the sender's own software, as EDIFACT; absent for UBL. */
  readonly control?: string;
  readonly application?: string;
}

export interface EdiResult {
  readonly findings: readonly Finding[];
  readonly interchanges: readonly InterchangeResult[];
}

/** How often a file under work gives a sign of life, in milliseconds. */
const RENEW_MS = 5000;

/** Takes a file of EDIFACT or UBL messages from the company whose documents they are. */
@Injectable()
export class ReceiveEdi {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CarryOut) private readonly carryOut: CarryOut,
  ) {}

  /** Each message stands or falls alone; the file's answer is kept and given again when the same file comes again. */
  async run(actor: Actor, bytes: Uint8Array, language: Language): Promise<EdiResult> {
    organisationOf(actor);
    const file = readEdiFile(bytes);
    if (!file.interchanges.length)
      return { findings: file.findings.length ? file.findings : [noMessage], interchanges: [] };
    const sha256 = createHash('sha256').update(bytes).digest();
    const interchanges: InterchangeResult[] = [];
    for (const [index, interchange] of file.interchanges.entries())
      interchanges.push(await this.interchange(actor, interchange, sha256, index, language));
    return { findings: file.findings, interchanges };
  }

  private async interchange(
    actor: Actor,
    interchange: IncomingInterchange,
    sha256: Buffer,
    index: number,
    language: Language,
  ): Promise<InterchangeResult> {
    const key = { ...keyOf(interchange, sha256, index), syntax: interchange.syntax, sha256 };
    for (;;) {
      const claimed = await claimInterchange(this.db, actor, key);
      if ('known' in claimed) return { ...claimed.known, repeated: true };
      if ('isOther' in claimed) return reused(key.reference);
      try {
        return await this.carriedOut(actor, interchange, claimed.claim, language);
      } catch (error) {
        // taken over while it worked: the answer is that of whoever took it
        if (!(error instanceof ClaimLost)) throw error;
      }
    }
  }

  private async carriedOut(
    actor: Actor,
    interchange: IncomingInterchange,
    claim: Claim,
    language: Language,
  ): Promise<InterchangeResult> {
    const messages: MessageResult[] = [];
    let renewedAt = Date.now();
    try {
      for (const message of interchange.messages) {
        messages.push(await this.carryOut.message(actor, message));
        if (Date.now() - renewedAt < RENEW_MS) continue;
        await renewClaim(this.db, actor, claim);
        renewedAt = Date.now();
      }
    } catch (error) {
      // the next to bring the file need not wait for the end of the lease
      if (!(error instanceof ClaimLost)) await renewClaim(this.db, actor, claim, 0);
      throw error;
    }
    const result: InterchangeResult = {
      reference: claim.key.reference,
      repeated: false,
      refused: interchange.refused,
      findings: interchange.findings,
      messages,
      ...answersTo(interchange, messages, language),
    };
    await keepResult(this.db, actor, claim, result);
    return result;
  }
}

const reused = (reference: string): InterchangeResult => ({
  reference,
  repeated: false,
  refused: true,
  findings: [referenceReused(reference)],
  messages: [],
});

/** EDIFACT names a file by sender and control reference (ISO 9735, UNB 0004 and 0020); UBL by its content. */
function keyOf(
  { envelope }: IncomingInterchange,
  sha256: Buffer,
  index: number,
): { sender: string; reference: string } {
  if (envelope)
    return {
      sender: `${envelope.sender.id}:${envelope.sender.qualifier ?? ''}`.slice(0, 200),
      reference: envelope.controlReference.slice(0, 200),
    };
  return { sender: 'sha256', reference: `${sha256.toString('hex')}:${index}` };
}

/** CONTRL for the form of the file, and one APERAK a message for what became of it. */
function answersTo(
  interchange: IncomingInterchange,
  results: readonly MessageResult[],
  language: Language,
): Pick<InterchangeResult, 'control' | 'application'> {
  const { envelope, messages } = interchange;
  if (!envelope) return {};
  const profile: EdiProfile = EDI_PROFILES.default;
  const now = new Date();
  const answering = (suffix: string) => ({
    sender: envelope.recipient,
    recipient: envelope.sender,
    preparedAt: now.toISOString().slice(0, 16),
    controlReference: `${now.getTime().toString(36)}${suffix}`.slice(-14).toUpperCase(),
  });
  const answered = messages.flatMap((message, index) => {
    const result = results[index]!;
    if (result.outcome === 'noted') return [];
    const findings = result.outcome === 'refused' ? result.findings : [];
    return [
      {
        message,
        answer: {
          number: `A${now.getTime().toString(36)}${index}`.toUpperCase(),
          at: now.toISOString(),
          language,
          findings,
        },
      },
    ];
  });
  const written = answered.length ? writeApplicationAnswers(answered, answering('A'), profile) : undefined;
  return {
    control: writeControlAnswer(interchange, answering('C'), profile).bytes.toString('latin1'),
    ...(written && { application: written.bytes.toString('latin1') }),
  };
}
