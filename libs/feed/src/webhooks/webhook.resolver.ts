import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor, DateTimeScalar } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { ManageWebhooks } from './manage-webhooks.js';
import { Replay } from './replay.js';
import { deliveryPage, webhookById, webhooksOf } from './webhook.queries.js';
import {
  CreateWebhookInput,
  DeliveryStateEnum,
  UpdateWebhookInput,
  WebhookDeliveryConnection,
  WebhookDeliveryType,
  WebhookReplay,
  WebhookType,
  WebhookWithSecret,
} from './webhook.types.js';
import type { DeliveryState } from './webhook.types.js';

const itsId = () => Args('id', { type: () => ID, description: 'Id of the webhook.' });

@Resolver(() => WebhookType)
export class WebhookResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(ManageWebhooks) private readonly manage: ManageWebhooks,
    @Inject(Replay) private readonly replay: Replay,
  ) {}

  @Query(() => [WebhookType], { description: 'Webhooks of the organisation, newest first.' })
  @Allow('webhook:manage')
  webhooks(@CurrentActor() actor: Actor): Promise<WebhookType[]> {
    return this.db.transaction(actor, webhooksOf);
  }

  @Query(() => WebhookType, { description: 'One webhook of the organisation.' })
  @Allow('webhook:manage')
  webhook(@CurrentActor() actor: Actor, @itsId() id: string): Promise<WebhookType> {
    return this.db.transaction(actor, (tx) => webhookById(tx, id));
  }

  @ResolveField(() => WebhookDeliveryConnection, {
    description: 'What was sent and what waits, newest first.',
  })
  deliveries(
    @Parent() webhook: WebhookType,
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
    @Args('state', {
      type: () => DeliveryStateEnum,
      nullable: true,
      description: 'Only those in this state.',
    })
    state?: DeliveryState,
  ) {
    return this.db.transaction(actor, (tx) => deliveryPage(tx, webhook.id, { first, after, state }));
  }

  @Mutation(() => WebhookWithSecret, {
    description: 'Makes a webhook: it is told of what changes from now on. Its secret is shown this once.',
  })
  @Allow('webhook:manage')
  createWebhook(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Name, address and topics.' }) input: CreateWebhookInput,
  ): Promise<WebhookWithSecret> {
    return this.manage.create(actor, input);
  }

  @Mutation(() => WebhookType, { description: 'Changes name, address or topics of a webhook.' })
  @Allow('webhook:manage')
  updateWebhook(
    @CurrentActor() actor: Actor,
    @itsId() id: string,
    @Args('input', { description: 'What to change.' }) input: UpdateWebhookInput,
  ): Promise<WebhookType> {
    return this.manage.update(actor, id, input);
  }

  @Mutation(() => WebhookWithSecret, {
    description: 'Makes a new secret, shown this once. For a day deliveries are signed with the old one too.',
  })
  @Allow('webhook:manage')
  rotateWebhookSecret(@CurrentActor() actor: Actor, @itsId() id: string): Promise<WebhookWithSecret> {
    return this.manage.rotateSecret(actor, id);
  }

  @Mutation(() => WebhookType, { description: 'Stops sending; changes wait until the webhook is resumed.' })
  @Allow('webhook:manage')
  pauseWebhook(@CurrentActor() actor: Actor, @itsId() id: string): Promise<WebhookType> {
    return this.manage.pause(actor, id);
  }

  @Mutation(() => WebhookType, { description: 'Sends again, what waited first.' })
  @Allow('webhook:manage')
  resumeWebhook(
    @CurrentActor() actor: Actor,
    @itsId() id: string,
    @Args('skipMissed', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Leaves out what changed while it was stopped.',
    })
    skipMissed: boolean,
  ): Promise<WebhookType> {
    return this.manage.resume(actor, id, skipMissed);
  }

  @Mutation(() => ID, { description: 'Deletes a webhook with its secret and its log. Answers its id.' })
  @Allow('webhook:manage')
  deleteWebhook(@CurrentActor() actor: Actor, @itsId() id: string): Promise<string> {
    return this.manage.delete(actor, id);
  }

  @Mutation(() => WebhookDeliveryType, {
    description: 'Sends a trial, once and at once: read its outcome in the log.',
  })
  @Allow('webhook:manage')
  sendTestWebhook(@CurrentActor() actor: Actor, @itsId() id: string): Promise<WebhookDeliveryType> {
    return this.replay.test(actor, id);
  }

  @Mutation(() => WebhookDeliveryType, {
    description: 'Sends a delivery that ended once more. Answers the new one.',
  })
  @Allow('webhook:manage')
  replayWebhookDelivery(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Id of the delivery.' }) id: string,
  ): Promise<WebhookDeliveryType> {
    return this.replay.delivery(actor, id);
  }

  @Mutation(() => WebhookReplay, {
    description: 'Sends again everything from a time or a cursor of `changes` on; give one of the two.',
  })
  @Allow('webhook:manage')
  replayWebhookChanges(
    @CurrentActor() actor: Actor,
    @itsId() id: string,
    @Args('since', { type: () => DateTimeScalar, nullable: true, description: 'From what happened then on.' })
    since?: string,
    @Args('after', { type: () => String, nullable: true, description: 'From behind this cursor on.' })
    after?: string,
  ): Promise<WebhookReplay> {
    return this.replay.changes(actor, id, { since, after });
  }
}
