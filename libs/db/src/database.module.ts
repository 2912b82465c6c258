import { DynamicModule, Global, Inject, Injectable, Module, OnApplicationShutdown } from '@nestjs/common';
import { Readiness } from '@maillon/runtime';
import { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { Notices } from './notices.js';
import { TenantDb } from './tenant-db.js';

@Injectable()
class DatabaseLifetime implements OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Readiness) readiness: Readiness,
  ) {
    readiness.add('database', async () => void (await dataSource.query('select 1')));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Connects as the app role; everything reaches the database through TenantDb. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: { url: string; poolSize?: number; applicationName: string }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => createDataSource(options.url, options).initialize() },
        TenantDb,
        Notices,
        DatabaseLifetime,
      ],
      exports: [TenantDb, Notices],
    };
  }
}
