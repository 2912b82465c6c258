import { DynamicModule, Global, Module } from '@nestjs/common';
import { AnnounceEvents } from './capture/announce-events.js';
import { CaptureEvents } from './capture/capture-events.js';
import { Declare } from './declare/declare.js';
import { DeclareResolver } from './declare/declare.resolver.js';
import { EventPartyResolver, EventResolver } from './events/event.resolver.js';
import { CaptureRight } from './explain/capture-right.js';
import { ExplainResolver } from './explain/explain.resolver.js';
import { ItemResolver } from './items/item.resolver.js';
import { KeyDataResolver } from './items/key-data.resolver.js';
import { MasterDataResolver } from './master-data/master-data.resolver.js';
import { OverviewResolver } from './overview/overview.resolver.js';
import { FindEvents } from './query/find-events.js';
import { TombstoneResolver, TraceResolver } from './trace/trace.resolver.js';

const CORE = [CaptureEvents, Declare, FindEvents];

/** Events, items and the chain they make. */
@Global()
@Module({})
export class TraceabilityModule {
  /** What declares, without any face: the command line and the worker. */
  static core(): DynamicModule {
    return { module: TraceabilityModule, providers: CORE, exports: CORE };
  }

  static withJobs(): DynamicModule {
    return { module: TraceabilityModule, providers: [...CORE, AnnounceEvents], exports: CORE };
  }

  static withFaces(): DynamicModule {
    const faces = [
      CaptureRight,
      DeclareResolver,
      EventResolver,
      EventPartyResolver,
      ExplainResolver,
      ItemResolver,
      KeyDataResolver,
      MasterDataResolver,
      OverviewResolver,
      TraceResolver,
      TombstoneResolver,
    ];
    return { module: TraceabilityModule, providers: [...CORE, ...faces], exports: CORE };
  }
}
