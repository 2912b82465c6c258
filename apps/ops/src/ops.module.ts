import { DynamicModule, Global, INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@maillon/db';
import { ExchangeModule } from '@maillon/exchange';
import { MembershipModule } from '@maillon/membership';
import { Readiness } from '@maillon/runtime';
import { TraceabilityModule } from '@maillon/traceability';

@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
class ReadinessModule {}

/** What commands work with that act inside a filière: the same use cases as the services, as the same database role. */
@Module({})
export class OpsModule {
  static forRoot(databaseUrl: string): DynamicModule {
    const database = DatabaseModule.forRoot({
      url: databaseUrl,
      poolSize: 2,
      applicationName: 'maillon-ops',
    });
    return {
      module: OpsModule,
      imports: [
        ReadinessModule,
        database,
        MembershipModule.core(),
        TraceabilityModule.core(),
        ExchangeModule.core(),
      ],
    };
  }
}

/** Runs `work` with the use cases, connected as the application role, and closes the connections. */
export async function withUseCases<T>(
  databaseUrl: string,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const app = await NestFactory.createApplicationContext(OpsModule.forRoot(databaseUrl), {
    logger: ['error'],
    abortOnError: false,
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
