import { Global, Module } from '@nestjs/common';
import { HealthController, Readiness } from './health.js';

/** What every process has: its health for whoever watches it. */
@Global()
@Module({ controllers: [HealthController], providers: [Readiness], exports: [Readiness] })
export class RuntimeModule {}
