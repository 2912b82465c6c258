import { DynamicModule, Global, Module } from '@nestjs/common';
import { AnnounceEvents } from './capture/announce-events.js';
import { CaptureEvents } from './capture/capture-events.js';
import { Declare } from './declare/declare.js';
import { DeclareResolver } from './declare/declare.resolver.js';
import { EventPartyResolver, EventResolver } from './events/event.resolver.js';
import { ItemResolver } from './items/item.resolver.js';
import { OverviewResolver } from './overview/overview.resolver.js';
import { TombstoneResolver, TraceResolver } from './trace/trace.resolver.js';

const CORE = [CaptureEvents, Declare];

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
      DeclareResolver,
      EventResolver,
      EventPartyResolver,
      ItemResolver,
      OverviewResolver,
      TraceResolver,
      TombstoneResolver,
    ];
    return { module: TraceabilityModule, providers: [...CORE, ...faces], exports: CORE };
  }
}
