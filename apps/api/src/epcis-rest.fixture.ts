import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@maillon/db';
import { captureDue, EpcisRestModule, subscriptionDue } from '@maillon/epcis-rest';
import { arrivalsMoved } from '@maillon/feed';
import { drain, JobHost, JobsModule } from '@maillon/jobs';
import { MembershipModule } from '@maillon/membership';
import { RuntimeModule } from '@maillon/runtime';
import { eventsDeclared, TraceabilityModule } from '@maillon/traceability';
import type { Member, TestApi } from './api.fixture.js';

@Module({})
class CaptureWorker {
  static on(url: string, storageDir: string): DynamicModule {
    return {
      module: CaptureWorker,
      imports: [
        RuntimeModule,
        DatabaseModule.forRoot({ url, applicationName: 'test' }),
        MembershipModule.core(),
        TraceabilityModule.withJobs(),
        EpcisRestModule.withJobs({ storageDir }),
        JobsModule.inline({ jobs: [captureDue, arrivalsMoved, subscriptionDue, eventsDeclared] }),
      ],
    };
  }
}

export interface EpcisAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface EpcisCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** A key instead of a session. */
  readonly key?: string;
}

/** The EPCIS interface as one member sees it, with a worker that runs when told to. */
export interface EpcisCaller {
  call(who: Member | undefined, path: string, call?: EpcisCall): Promise<EpcisAnswer>;
  /** Captures a document, runs the job and answers its view. */
  capture(who: Member, document: unknown, headers?: Readonly<Record<string, string>>): Promise<CaptureView>;
  runJobs(): Promise<void>;
  close(): Promise<void>;
}

export interface CaptureView {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly recorded: number;
  readonly unchanged: number;
  readonly errorCount: number;
  readonly errors: readonly Readonly<Record<string, unknown>>[];
}

export async function createEpcisCaller(api: TestApi, filiere = 'bois'): Promise<EpcisCaller> {
  const worker = await NestFactory.createApplicationContext(
    CaptureWorker.on(api.database.url, api.storageDir),
    { logger: false },
  );
  const call: EpcisCaller['call'] = async (who, path, { method = 'GET', headers = {}, body, key } = {}) => {
    const url =
      path.startsWith('/') && path.includes('/epcis')
        ? `${api.url}${path}`
        : `${api.url}/${filiere}/epcis${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        ...(who && !key && { cookie: who.cookie }),
        ...(key && { authorization: `Bearer ${key}` }),
        'accept-language': 'en',
        ...headers,
      },
      ...(body !== undefined && { body: body as BodyInit }),
    });
    const text = await response.text();
    // the answer to HEAD has the type of a body, and none
    const isJson = text && /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  };
  const runJobs = async () => {
    await drain(worker.get(JobHost, { strict: false }));
  };
  return {
    call,
    runJobs,
    async capture(who, document, headers = {}) {
      const isXml = typeof document === 'string';
      const taken = await call(who, '/capture', {
        method: 'POST',
        headers: { 'content-type': isXml ? 'application/xml' : 'application/json', ...headers },
        body: isXml ? document : JSON.stringify(document),
      });
      if (taken.status !== 202) throw new Error(`capture answered ${taken.status}: ${taken.text}`);
      await runJobs();
      return (await call(who, taken.headers.get('location')!)).json as CaptureView;
    },
    close: () => worker.close(),
  };
}

let serial = 0;

/** An object event with an id of its own. */
export const objectEvent = (more: object = {}) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
  action: 'OBSERVE',
  bizStep: 'inspecting',
  disposition: 'in_progress',
  eventTime: '2026-03-01T10:00:00.000Z',
  eventTimeZoneOffset: '+01:00',
  epcList: ['urn:epc:id:sgtin:0614141.107346.2018'],
  ...more,
});

export const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** A document of these events. */
export const epcisDocument = (events: readonly object[], context: readonly unknown[] = []) => ({
  '@context': [CONTEXT, ...context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  epcisBody: { eventList: events },
});
