import { DynamicModule, Module } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { FiliereDirectory } from '@maillon/membership';
import { Outgoing, OutgoingOptions } from '@maillon/runtime';
import { ArrivalNights } from './arrivals/arrival-nights.js';
import { ChangeResolver } from './changes/change.resolver.js';
import { Courier } from './deliver/courier.js';
import { DELIVERY_TIMES, DeliveryTimes } from './deliver/delivery-times.js';
import { FanOut } from './deliver/fan-out.js';
import { SendDelivery } from './deliver/send-delivery.js';
import { ManageWebhooks } from './webhooks/manage-webhooks.js';
import { Replay } from './webhooks/replay.js';
import { SecretBox } from './webhooks/secret-box.js';
import { WebhookResolver } from './webhooks/webhook.resolver.js';

export interface FeedOptions {
  /** 32 bytes in base64: seals the secrets of webhooks. The api and the worker have the same. */
  readonly secretsKey?: string;
  /** What the operator allows besides https to public addresses. */
  readonly outgoing?: OutgoingOptions;
}

/** What changed and whom to tell of it. Features tell it by `recordChanges`, which needs no module. */
@Module({})
export class FeedModule {
  static withFaces(options: FeedOptions): DynamicModule {
    return {
      module: FeedModule,
      providers: [...toolsOf(options), ManageWebhooks, Replay, ChangeResolver, WebhookResolver],
    };
  }

  /** `times`: for tests, which cannot wait a day. */
  static withJobs(options: FeedOptions & { times?: Partial<DeliveryTimes> }): DynamicModule {
    const times = { ...DELIVERY_TIMES, ...options.times };
    const courier = {
      provide: Courier,
      inject: [TenantDb, FiliereDirectory, Outgoing, SecretBox],
      useFactory: (db: TenantDb, filieres: FiliereDirectory, outgoing: Outgoing, box: SecretBox) =>
        new Courier(db, filieres, new SendDelivery(outgoing, box, times.timeoutMs), times),
    };
    return { module: FeedModule, providers: [...toolsOf(options), FanOut, courier, ArrivalNights] };
  }
}

const toolsOf = ({ secretsKey, outgoing }: FeedOptions) => [
  { provide: SecretBox, useFactory: () => new SecretBox(secretsKey) },
  { provide: Outgoing, useFactory: () => new Outgoing(outgoing) },
];
