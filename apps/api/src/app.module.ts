import { DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule } from '@maillon/db';
import { EpcisRestModule } from '@maillon/epcis-rest';
import { ExchangeModule } from '@maillon/exchange';
import { FeedModule, FeedOptions } from '@maillon/feed';
import { GraphqlApiModule } from '@maillon/graphql';
import { IntakeModule } from '@maillon/intake';
import { MembershipModule } from '@maillon/membership';
import { ReconciliationModule } from '@maillon/reconciliation';
import { Logger, RuntimeModule } from '@maillon/runtime';
import { TraceabilityModule } from '@maillon/traceability';
import { PortalController } from './portal.controller.js';

export interface ApiOptions {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly publicUrl: string;
  readonly storageDir: string;
  readonly uploadLimit: number;
  readonly logger: Logger;
  readonly feed?: FeedOptions;
}

/** The api: every face of every feature, and no logic of its own. */
@Module({})
export class AppModule {
  static forRoot(options: ApiOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        RuntimeModule,
        DatabaseModule.forRoot({
          url: options.databaseUrl,
          poolSize: options.databasePool,
          applicationName: 'maillon-api',
        }),
        GraphqlApiModule.forRoot({ logger: options.logger }),
        MembershipModule.withFaces({ publicUrl: options.publicUrl }),
        FeedModule.withFaces(options.feed ?? {}),
        TraceabilityModule.withFaces(),
        EpcisRestModule.withFaces({
          storageDir: options.storageDir,
          publicUrl: options.publicUrl,
          ...options.feed,
        }),
        ExchangeModule.withFaces(),
        IntakeModule.withFaces({ storageDir: options.storageDir, uploadLimit: options.uploadLimit }),
        ReconciliationModule.withFaces(),
      ],
      controllers: [PortalController],
    };
  }
}
