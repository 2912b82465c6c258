import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Resolver } from '@nestjs/graphql';
import { TenantDb } from '@maillon/db';
import { CurrentActor, Refused } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { notFound } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { orRefused } from '../queries/or-refused.js';
import {
  EpcisSubscriptionResult,
  EpcisSubscriptionType,
  SubscribeToEpcisQueryInput,
} from './epcis-subscription.types.js';
import { ResumeSubscription } from './resume-subscription.js';
import { Subscribe } from './subscribe.js';
import { deleteSubscription, knownSubscription } from './subscription.queries.js';
import { subscriptionShown } from './subscription-shown.js';

const itsId = () => Args('id', { type: () => ID, description: 'Id of the subscription.' });

/** Subscriptions by webhook, as screens govern them. */
@Resolver(() => EpcisSubscriptionType)
export class EpcisSubscriptionResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Subscribe) private readonly subscribe: Subscribe,
    @Inject(ResumeSubscription) private readonly resume: ResumeSubscription,
  ) {}

  @Mutation(() => EpcisSubscriptionResult, {
    description:
      'Sends to an address what a query asks for. One that is suspended and asks for the same at the same address is resumed, unless a record time to begin from is given.',
  })
  @Allow('query:manage')
  subscribeToEpcisQuery(
    @CurrentActor() actor: Actor,
    @Context() { language }: RequestContext,
    @Args('input', { description: 'Which query, where to send, and when.' })
    input: SubscribeToEpcisQueryInput,
  ): Promise<EpcisSubscriptionType | Refused> {
    const { queryName, destination: dest, schedule, reportIfEmpty, epcFormat } = input;
    const { signatureToken, initialRecordTime } = input;
    const members = {
      ...{ dest, reportIfEmpty, epcFormat },
      ...(schedule ? { schedule: givenOf(schedule) } : { stream: true }),
      ...(signatureToken != null && { signatureToken }),
      ...(initialRecordTime != null && { initialRecordTime }),
    };
    const body = Buffer.from(JSON.stringify(members));
    return orRefused(async () => {
      const asked = { queryName, body, epcFormat: 'Always_GS1_Digital_Link', language } as const;
      const { subscriptionID } = await this.subscribe.run(actor, asked);
      return subscriptionShown(
        await this.db.transaction(actor, (tx) => knownSubscription(tx, subscriptionID)),
      );
    });
  }

  @Mutation(() => EpcisSubscriptionType, {
    description:
      'Sends now what waits: of a subscription that is suspended, or that waits before it tries again. Read the outcome a moment later.',
  })
  @Allow('query:manage')
  async resumeEpcisSubscription(
    @CurrentActor() actor: Actor,
    @itsId() id: string,
  ): Promise<EpcisSubscriptionType> {
    return subscriptionShown(await this.resume.run(actor, id));
  }

  @Mutation(() => ID, {
    description: 'Deletes a subscription with its signature token. Answers its id.',
  })
  @Allow('query:manage')
  async deleteEpcisSubscription(@CurrentActor() actor: Actor, @itsId() id: string): Promise<string> {
    if (!(await this.db.transaction(actor, (tx) => deleteSubscription(tx, id)))) throw notFound('id');
    return id;
  }
}

/** What was given: GraphQL tells what is absent as undefined, and what is null as null. */
const givenOf = (schedule: object): object =>
  Object.fromEntries(Object.entries(schedule).filter(([, value]) => value != null));
