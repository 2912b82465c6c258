import { DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { Logger } from '@maillon/runtime';
import { AccessCheck } from './access-check.js';
import { AccessGuard, EdgeRequest } from './access-guard.js';
import { requestContext } from './context.js';
import { formatError } from './errors.js';
import { DriverOptions, GraphqlDriver } from './graphql-driver.js';

/** The GraphQL face: code-first schema at `/{filiere}/graphql`, guarded and bounded. Subscriptions are mounted apart. */
@Module({})
export class GraphqlApiModule {
  static forRoot(options: { logger: Logger; schemaFile?: string }): DynamicModule {
    return {
      module: GraphqlApiModule,
      imports: [
        DiscoveryModule,
        GraphQLModule.forRoot<DriverOptions & { driver: typeof GraphqlDriver }>({
          driver: GraphqlDriver,
          path: '/:filiere/graphql',
          useGlobalPrefix: false,
          autoSchemaFile: options.schemaFile ?? true,
          sortSchema: true,
          buildSchemaOptions: { noDuplicatedFields: true },
          context: (request: EdgeRequest) => request.maillon ?? requestContext({ language: 'fr' }),
          formatError: formatError(options.logger),
        }),
      ],
      providers: [AccessCheck, { provide: APP_GUARD, useClass: AccessGuard }],
      exports: [AccessCheck],
    };
  }
}
