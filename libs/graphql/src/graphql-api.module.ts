import { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, ApolloDriverConfig } from '@nestjs/apollo';
import { DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { Logger } from '@maillon/runtime';
import { AccessCheck } from './access-check.js';
import { AccessGuard, EdgeRequest } from './access-guard.js';
import { requestContext } from './context.js';
import { formatError } from './errors.js';
import { LIMITS, queryLimits } from './limits.js';

/** GraphQL-over-HTTP: an `application/json` answer to a well-formed request is 200 even when it holds errors. */
const statusByMediaType: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        const accepts = request.http?.headers.get('accept') ?? '';
        if (!accepts.includes('application/graphql-response+json') && response.http.status === 400)
          response.http.status = 200;
      },
    };
  },
};

/** The GraphQL face: code-first schema at `/{filiere}/graphql`, guarded and bounded. Subscriptions are mounted apart. */
@Module({})
export class GraphqlApiModule {
  static forRoot(options: { logger: Logger; schemaFile?: string }): DynamicModule {
    return {
      module: GraphqlApiModule,
      imports: [
        DiscoveryModule,
        GraphQLModule.forRoot<ApolloDriverConfig>({
          driver: ApolloDriver,
          path: '/:filiere/graphql',
          useGlobalPrefix: false,
          autoSchemaFile: options.schemaFile ?? true,
          sortSchema: true,
          buildSchemaOptions: { noDuplicatedFields: true },
          context: (request: EdgeRequest) => request.maillon ?? requestContext({ language: 'fr' }),
          formatError: formatError(options.logger),
          includeStacktraceInErrorResponses: false,
          allowBatchedHttpRequests: false,
          csrfPrevention: true,
          introspection: true,
          playground: false,
          validationRules: [queryLimits],
          parseOptions: { maxTokens: LIMITS.tokens },
          persistedQueries: false,
          plugins: [statusByMediaType],
        }),
      ],
      providers: [AccessCheck, { provide: APP_GUARD, useClass: AccessGuard }],
      exports: [AccessCheck],
    };
  }
}
