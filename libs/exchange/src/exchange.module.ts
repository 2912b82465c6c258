import { DynamicModule, Global, Module } from '@nestjs/common';
import { ActOnDocument } from './documents/act-on-document.js';
import { DocumentResolver, HistoryEntryResolver } from './documents/document.resolver.js';
import { SaveDocument } from './documents/save-document.js';
import { TYPED_RESOLVERS, TypedDocuments } from './documents/typed.resolver.js';
import { FollowAct } from './follow/follow-act.js';
import { DeliveryProgress } from './follow/move-deliveries.js';
import { TraceDocument } from './follow/trace-document.js';

const CORE = [FollowAct, DeliveryProgress, TraceDocument, SaveDocument, ActOnDocument];

/** Documents between two companies: forecasts, orders, despatch and receipt advices, notices. */
@Global()
@Module({})
export class ExchangeModule {
  /** What writes documents, without any face: the command line and the worker. */
  static core(): DynamicModule {
    return { module: ExchangeModule, providers: CORE, exports: CORE };
  }

  static withFaces(): DynamicModule {
    const faces = [TypedDocuments, DocumentResolver, HistoryEntryResolver, ...TYPED_RESOLVERS];
    return { module: ExchangeModule, providers: [...CORE, ...faces], exports: CORE };
  }
}
