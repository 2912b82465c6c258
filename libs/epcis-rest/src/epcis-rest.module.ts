import { type DynamicModule, Module } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { DELIVERY_TIMES, FeedOptions, SecretBox } from '@maillon/feed';
import { FileStorage, Outgoing } from '@maillon/runtime';
import { CallLog } from './calls/call-log.js';
import { InterfaceCallResolver } from './calls/interface-call.resolver.js';
import { CaptureController } from './capture/capture.controller.js';
import { ReceiveCapture } from './capture/receive-capture.js';
import { RunCapture } from './capture/run-capture.js';
import { DigitalLinkController, PUBLIC_URL } from './digital-link/digital-link.controller.js';
import { DiscoveryController } from './discovery/discovery.controller.js';
import { NextPageTokenController } from './discovery/next-page-token.controller.js';
import { UnknownController } from './discovery/unknown.controller.js';
import { AnswerEvents } from './events/answer-events.js';
import { CaptureOne } from './events/capture-one.js';
import { EventsController } from './events/events.controller.js';
import { DeleteQuery } from './queries/delete-query.js';
import { EpcisQueryResolver } from './queries/epcis-query.resolver.js';
import { QueriesController } from './queries/queries.controller.js';
import { StoreQuery } from './queries/store-query.js';
import { ResourcesController } from './resources/resources.controller.js';
import { UnparsedBody } from './request/unparsed-body.js';
import { Deliverer } from './subscriptions/deliverer.js';
import { EpcisSubscriptionResolver } from './subscriptions/epcis-subscription.resolver.js';
import { QuerySockets, TIMES_OF_SOCKETS } from './subscriptions/query-sockets.js';
import { SOCKET_TIMES, SocketTimes } from './subscriptions/follow-query.js';
import { ResumeSubscription } from './subscriptions/resume-subscription.js';
import { SubscriptionTimes } from './subscriptions/run-subscription.js';
import { Subscribe } from './subscriptions/subscribe.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';

/** Besides what subscriptions share with the webhooks of the feed: the key of their secrets, what may be called. */
export interface EpcisRestOptions extends FeedOptions {
  readonly storageDir: string;
}

const storage = ({ storageDir }: EpcisRestOptions) => ({
  provide: FileStorage,
  useFactory: () => new FileStorage(storageDir),
});

const toolsOf = ({ secretsKey, outgoing }: EpcisRestOptions) => [
  { provide: SecretBox, useFactory: () => new SecretBox(secretsKey) },
  { provide: Outgoing, useFactory: () => new Outgoing(outgoing) },
];

/** EPCIS 2.0 REST by the standard's OpenAPI. */
@Module({})
export class EpcisRestModule {
  /** `publicUrl`: the address people type. `socketTimes`: for tests, which cannot wait half a minute. */
  static withFaces(
    options: EpcisRestOptions & { publicUrl: string; socketTimes?: Partial<SocketTimes> },
  ): DynamicModule {
    return {
      module: EpcisRestModule,
      controllers: [
        DiscoveryController,
        CaptureController,
        EventsController,
        QueriesController,
        SubscriptionsController,
        ResourcesController,
        NextPageTokenController,
        DigitalLinkController,
        UnknownController,
      ],
      providers: [
        storage(options),
        UnparsedBody,
        CallLog,
        InterfaceCallResolver,
        ReceiveCapture,
        AnswerEvents,
        CaptureOne,
        StoreQuery,
        DeleteQuery,
        EpcisQueryResolver,
        ...toolsOf(options),
        { provide: PUBLIC_URL, useValue: options.publicUrl },
        Subscribe,
        ResumeSubscription,
        EpcisSubscriptionResolver,
        { provide: TIMES_OF_SOCKETS, useValue: { ...SOCKET_TIMES, ...options.socketTimes } },
        QuerySockets,
      ],
    };
  }

  /** `times`: for tests, which cannot wait a day. */
  static withJobs(options: EpcisRestOptions & { times?: Partial<SubscriptionTimes> }): DynamicModule {
    const times = { ...DELIVERY_TIMES, ...options.times };
    const deliverer = {
      provide: Deliverer,
      inject: [TenantDb, Outgoing, SecretBox],
      useFactory: (db: TenantDb, outgoing: Outgoing, box: SecretBox) =>
        new Deliverer(db, outgoing, box, times),
    };
    return {
      module: EpcisRestModule,
      providers: [storage(options), ...toolsOf(options), RunCapture, deliverer],
      exports: [RunCapture],
    };
  }
}
