import 'reflect-metadata';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { EpcisRestModule } from '@maillon/epcis-rest';
import { ExchangeModule } from '@maillon/exchange';
import { FeedModule } from '@maillon/feed';
import { IntakeModule } from '@maillon/intake';
import { MembershipModule } from '@maillon/membership';
import { ReconciliationModule } from '@maillon/reconciliation';
import { TraceabilityModule } from '@maillon/traceability';

/** Prints the schema of the api on standard output, without a database. */
async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const modules = [
    MembershipModule.withFaces({ publicUrl: 'http://localhost' }),
    FeedModule.withFaces({}),
    TraceabilityModule.withFaces(),
    EpcisRestModule.withFaces({ storageDir: '.', publicUrl: 'http://localhost' }),
    ExchangeModule.withFaces(),
    IntakeModule.withFaces({ storageDir: '.', uploadLimit: 1 }),
    ReconciliationModule.withFaces(),
  ];
  const resolvers = modules
    .flatMap(({ providers }) => providers ?? [])
    .filter((provider) => typeof provider === 'function' && provider.name.endsWith('Resolver'));
  const schema = await app.get(GraphQLSchemaFactory).create(resolvers as never[]);
  process.stdout.write(`${printSchema(lexicographicSortSchema(schema))}\n`);
  await app.close();
}

await main();
