import { Inject } from '@nestjs/common';
import {
  Args,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { decodeCursor, encodeCursor, isUuid, notFound, organisationOf, pageSize } from '@maillon/kernel';
import type { Actor, Finding } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { connectionOf, CurrentActor, DateTimeScalar, FindingType, pageOf } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { dropResponse, listResponses } from '../awaited/waiting-responses.js';
import { WaitingOrderResponseType } from './waiting-response.type.js';
import type { InterchangeResult } from './receive-edi.js';
import type { MessageResult } from './carry-out.js';

const EdiProfileEnum = { DEFAULT: 'default', GALIA: 'galia', GS1: 'gs1' } as const;
type EdiProfileName = (typeof EdiProfileEnum)[keyof typeof EdiProfileEnum];
registerEnumType(EdiProfileEnum, {
  name: 'EdiProfile',
  description: 'The manner in which EDIFACT is written to a partner.',
  valuesMap: {
    DEFAULT: { description: 'D96A, GLN first.' },
    GALIA: { description: 'Odette and GALIA: D96A, labels in GIN+ML, lots in GIR.' },
    GS1: { description: 'EANCOM 2002: D01B, SSCC in GIN+BJ, lots in PCI+36E.' },
  },
});

@ObjectType('EdiMessage', { description: 'What became of one message of a file.' })
export class EdiMessageType {
  @Field(() => String, { description: 'Type as the sender calls it: ORDERS D96A, DespatchAdvice.' })
  messageType!: string;

  @Field(() => String, { nullable: true, description: 'Number of the document.' })
  number?: string;

  @Field(() => String, {
    description:
      'done, unchanged (it was known), kept (it waits for its partner or order), refused, noted (an acknowledgement).',
  })
  outcome!: string;

  @Field(() => ID, { nullable: true, description: 'The document.' })
  documentId?: string;

  @Field(() => [FindingType], { description: 'What was found, with segment and element.' })
  findings!: readonly Finding[];
}

@ObjectType('EdiInterchange', { description: 'A file of EDI messages that was brought.' })
export class EdiInterchangeType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'edifact or ubl.' })
  syntax!: string;

  @Field(() => String, { description: 'The sender’s reference.' })
  reference!: string;

  @Field(() => DateTimeScalar, { description: 'When it was brought.' })
  receivedAt!: string;

  @Field(() => [FindingType], { description: 'What was found in its envelope.' })
  findings!: readonly Finding[];

  @Field(() => [EdiMessageType], { description: 'Its messages.' })
  messages!: readonly MessageResult[];
}

const EdiInterchangeConnection = connectionOf(EdiInterchangeType, 'EdiInterchange');

@Resolver()
export class EdiResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => EdiInterchangeConnection, {
    description: 'EDI files that the organisation brought, newest first.',
  })
  @Allow('document:read')
  ediInterchanges(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    const size = pageSize(first, 20);
    const [time, id] = after ? decodeCursor(after, 2) : [null, null];
    return this.db.transaction(actor, async (tx) => {
      const rows = await tx.query<{
        id: string;
        syntax: string;
        reference: string;
        received_at: Date;
        received_key: string;
        result: InterchangeResult;
      }>(
        `select id, syntax, reference, received_at, result, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_key
         from edi_interchange where filiere_id = $1 and organisation_id = $2 and result is not null
           and ($3::timestamptz is null or (received_at, id) < ($3, $4::uuid))
         order by received_at desc, id desc limit $5`,
        [actor.filiereId, organisationOf(actor), time, id, size + 1],
      );
      return pageOf(
        rows,
        size,
        ({ id: own, syntax, reference, received_at, result }) => ({
          id: own,
          syntax,
          reference,
          receivedAt: received_at.toISOString(),
          findings: result.findings,
          messages: result.messages,
        }),
        (row) => encodeCursor([row.received_key, row.id]),
      );
    });
  }

  @Query(() => [WaitingOrderResponseType], {
    description:
      'Answers to orders, brought by EDI, that are not carried out yet, newest first, 500 at most.',
  })
  @Allow('document:read')
  waitingOrderResponses(@CurrentActor() actor: Actor): Promise<WaitingOrderResponseType[]> {
    organisationOf(actor);
    return this.db.transaction(actor, listResponses);
  }

  @Mutation(() => Boolean, {
    description: 'Forgets an answer that waits or was refused; false where there is none.',
  })
  @Allow('document:write')
  async dismissOrderResponse(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The waiting answer.' }) id: string,
  ): Promise<boolean> {
    organisationOf(actor);
    if (!isUuid(id)) throw notFound('id');
    return this.db.transaction(actor, (tx) => dropResponse(tx, id));
  }

  @Mutation(() => Boolean, { description: 'Sets the manner in which EDIFACT is written to a partner.' })
  @Allow('document:write')
  setEdiProfile(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('profile', { type: () => EdiProfileEnum, description: 'The manner.' }) profile: EdiProfileName,
  ): Promise<boolean> {
    if (!isUuid(partner)) throw notFound('partner');
    return this.db.transaction(actor, async (tx) => {
      const member = await tx.query('select from membership where filiere_id = $1 and organisation_id = $2', [
        actor.filiereId,
        partner,
      ]);
      if (!member.length) throw notFound('partner');
      await tx.query(
        `insert into edi_partner (filiere_id, organisation_id, partner_id, profile) values ($1, $2, $3, $4)
         on conflict (filiere_id, organisation_id, partner_id) do update set profile = excluded.profile`,
        [actor.filiereId, organisationOf(actor), partner, profile],
      );
      return true;
    });
  }
}
