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
import { Actor, Finding, Language, newId, organisationOf } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordAct } from '@maillon/membership';
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
    const { sender, reference } = keyOf(interchange, sha256, index);
    const known = await this.known(actor, sender, reference);
    if (known && !known.sha256.equals(sha256))
      return {
        reference,
        repeated: false,
        refused: true,
        findings: [referenceReused(reference)],
        messages: [],
      };
    if (known) return { ...known.result, repeated: true };

    const messages: MessageResult[] = [];
    for (const message of interchange.messages) messages.push(await this.carryOut.message(actor, message));
    const result: InterchangeResult = {
      reference,
      repeated: false,
      refused: interchange.refused,
      findings: interchange.findings,
      messages,
      ...answersTo(interchange, messages, language),
    };
    await this.keep(actor, { sender, reference, syntax: interchange.syntax, sha256 }, result);
    return result;
  }

  private known(
    actor: Actor,
    sender: string,
    reference: string,
  ): Promise<{ sha256: Buffer; result: InterchangeResult } | undefined> {
    return this.db.transaction(actor, async (tx) => {
      const [row] = await tx.query<{ sha256: Buffer; result: InterchangeResult }>(
        'select sha256, result from edi_interchange where filiere_id = $1 and organisation_id = $2 and sender = $3 and reference = $4',
        [actor.filiereId, actor.organisationId, sender, reference],
      );
      return row;
    });
  }

  private async keep(
    actor: Actor,
    key: { sender: string; reference: string; syntax: string; sha256: Buffer },
    result: InterchangeResult,
  ): Promise<void> {
    const id = newId();
    await this.db.transaction(actor, async (tx) => {
      await tx.query(
        `insert into edi_interchange (filiere_id, organisation_id, sender, reference, id, syntax, sha256, result, person_id, api_key_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
        [
          actor.filiereId,
          actor.organisationId,
          key.sender,
          key.reference,
          id,
          key.syntax,
          key.sha256,
          JSON.stringify(result),
          actor.personId ?? null,
          actor.keyId ?? null,
        ],
      );
      await recordAct(tx, {
        action: 'edi.receive',
        subjectType: 'edi_interchange',
        subjectId: id,
        details: { messages: result.messages.length },
      });
    });
  }
}

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
