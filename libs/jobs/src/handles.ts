import { Inject, Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { JobContext, JobDefinition } from './define-job.js';

const HANDLES = Symbol('maillon:handles');

/** Runs one job with its parsed payload. Resolving means done; throwing means another attempt, if one is left. */
export type JobHandler<Payload = unknown> = (payload: Payload, context: JobContext) => Promise<void>;

/**
 * Marks the method of a provider that runs this job: `async name(payload, context): Promise<void>`.
 * Delivery is at least once, so the method advances by compare-and-set on rows of its own.
 */
export function Handles<Payload>(job: JobDefinition<Payload>) {
  return <Method extends JobHandler<Payload>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    SetMetadata(HANDLES, job)(target, key, descriptor);
  };
}

export interface RegisteredJob {
  readonly job: JobDefinition;
  readonly handler: JobHandler;
}

/** Finds the methods marked with @Handles among the providers of the application. */
@Injectable()
export class HandlerDiscovery {
  private readonly scanner = new MetadataScanner();

  constructor(@Inject(DiscoveryService) private readonly discovery: DiscoveryService) {}

  /** One handler for each of `jobs`, by name. Throws one Error that lists every duplicate, missing and unlisted handler. */
  handlersOf(jobs: readonly JobDefinition[]): ReadonlyMap<string, RegisteredJob> {
    const found = this.handlers();
    const faults = jobs
      .filter((job, index) => jobs.findIndex((other) => other.name === job.name) !== index)
      .map((job) => `two jobs are named ${job.name}`);
    for (const job of jobs) {
      const places = found.filter((handler) => handler.job === job).map((handler) => handler.place);
      if (places.length === 0) faults.push(`no handler for job ${job.name}`);
      if (places.length > 1) faults.push(`several handlers for job ${job.name}: ${places.join(', ')}`);
    }
    for (const { job, place } of found) {
      if (!jobs.includes(job))
        faults.push(`${place} handles job ${job.name}, which is not among the jobs of this worker`);
    }
    if (faults.length) throw new Error(`This worker cannot start: ${faults.join('; ')}.`);
    return new Map(found.map(({ job, handler }) => [job.name, { job, handler }]));
  }

  private handlers(): (RegisteredJob & { readonly place: string })[] {
    const instances = this.discovery.getProviders().map((wrapper) => wrapper.instance as unknown);
    return [...new Set(instances)].filter(isObject).flatMap((instance) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = prototype?.[name];
        const job =
          typeof method === 'function'
            ? (Reflect.getMetadata(HANDLES, method) as JobDefinition | undefined)
            : undefined;
        if (!job) return [];
        const handler = (method as JobHandler).bind(instance);
        return [{ job, handler, place: `${instance.constructor.name}.${name}` }];
      });
    });
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
