import { DynamicModule, Global, Module } from '@nestjs/common';
import { ActOnDocument } from './documents/act-on-document.js';
import { DocumentResolver, HistoryEntryResolver } from './documents/document.resolver.js';
import { SaveDocument } from './documents/save-document.js';
import { TYPED_RESOLVERS, TypedDocuments } from './documents/typed.resolver.js';
import { BringAwaited } from './awaited/bring-awaited.js';
import { CrossReferenceResolver } from './cross-references/cross-reference.resolver.js';
import { CarryOut } from './edi/carry-out.js';
import { EdiController } from './edi/edi.controller.js';
import { EdiResolver } from './edi/edi.resolver.js';
import { ReceiveEdi } from './edi/receive-edi.js';
import { WriteEdi } from './edi/write-edi.js';
import { FollowAct } from './follow/follow-act.js';
import { DeliveryProgress } from './follow/move-deliveries.js';
import { TraceDocument } from './follow/trace-document.js';

const CORE = [FollowAct, DeliveryProgress, TraceDocument, SaveDocument, ActOnDocument];
const FACES = [
  TypedDocuments,
  DocumentResolver,
  HistoryEntryResolver,
  ...TYPED_RESOLVERS,
  RequestRevision,
  AnswerRevision,
  RevisionResolver,
  DocumentRevisionResolver,
  PlanningResolver,
  CrossReferenceResolver,
  CarryOut,
  ReceiveEdi,
  WriteEdi,
  EdiResolver,
];
import { PlanningResolver } from './planning/planning.resolver.js';
import { PrintController } from './print/print.controller.js';
import { AnswerRevision } from './revisions/answer-revision.js';
import { CorrectEvent } from './revisions/correct-event.js';
import { RequestRevision } from './revisions/request-revision.js';
import { DocumentRevisionResolver, RevisionResolver } from './revisions/revision.resolver.js';

/** Documents between two companies: forecasts, orders, despatch and receipt advices, notices. */
@Global()
@Module({})
export class ExchangeModule {
  /** What writes documents, without any face: the command line and the worker. */
  static core(): DynamicModule {
    return { module: ExchangeModule, providers: CORE, exports: CORE };
  }

  static withJobs(): DynamicModule {
    return {
      module: ExchangeModule,
      providers: [...CORE, CarryOut, CorrectEvent, BringAwaited],
      exports: CORE,
    };
  }

  static withFaces(): DynamicModule {
    return {
      module: ExchangeModule,
      controllers: [PrintController, EdiController],
      providers: [...CORE, ...FACES],
      exports: [...CORE, RequestRevision],
    };
  }
}
