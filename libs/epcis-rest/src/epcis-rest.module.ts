import { type DynamicModule, Module } from '@nestjs/common';
import { FileStorage } from '@maillon/runtime';
import { CaptureController } from './capture/capture.controller.js';
import { ReceiveCapture } from './capture/receive-capture.js';
import { RunCapture } from './capture/run-capture.js';
import { DigitalLinkController } from './digital-link/digital-link.controller.js';
import { DiscoveryController } from './discovery/discovery.controller.js';
import { NextPageTokenController } from './discovery/next-page-token.controller.js';
import { UnknownController } from './discovery/unknown.controller.js';
import { AnswerEvents } from './events/answer-events.js';
import { CaptureOne } from './events/capture-one.js';
import { EventsController } from './events/events.controller.js';
import { QueriesController } from './queries/queries.controller.js';
import { StoreQuery } from './queries/store-query.js';
import { ResourcesController } from './resources/resources.controller.js';
import { UnparsedBody } from './request/unparsed-body.js';

export interface EpcisRestOptions {
  readonly storageDir: string;
}

const storage = ({ storageDir }: EpcisRestOptions) => ({
  provide: FileStorage,
  useFactory: () => new FileStorage(storageDir),
});

/** EPCIS 2.0 REST by the standard's OpenAPI. */
@Module({})
export class EpcisRestModule {
  static withFaces(options: EpcisRestOptions): DynamicModule {
    return {
      module: EpcisRestModule,
      controllers: [
        DiscoveryController,
        CaptureController,
        EventsController,
        QueriesController,
        ResourcesController,
        NextPageTokenController,
        DigitalLinkController,
        UnknownController,
      ],
      providers: [storage(options), UnparsedBody, ReceiveCapture, AnswerEvents, CaptureOne, StoreQuery],
    };
  }

  static withJobs(options: EpcisRestOptions): DynamicModule {
    return { module: EpcisRestModule, providers: [storage(options), RunCapture], exports: [RunCapture] };
  }
}
