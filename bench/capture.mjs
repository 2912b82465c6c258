// EPCIS documents of 10,000 events each, JSON and XML, plain observations and what a plant says in a day: from POST /capture to the
// job that says success, on the built api and worker; the use case alone in this process; and the bare SQL pipeline for the same rows.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource, TenantDb } from '@maillon/db';
import { readXmlDocument } from '@maillon/epcis';
import { newId, personActor } from '@maillon/kernel';
import { CaptureEvents } from '@maillon/traceability';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { withApi } from './lib/api-server.mjs';
import { barePipeline } from './lib/capture-bare.mjs';
import { documentsOf } from './lib/capture-documents.mjs';
import { addMember } from './lib/member.mjs';
import { peakMemory, withWorker } from './lib/worker-server.mjs';

const FILIERE = 4;
const DATABASE = 'bench_capture';
const EVENTS = 10_000;
const AIM = 5000;
const member = { organisationId: newId(), personId: newId(), siren: '552100554' };
const partner = { organisationId: newId(), personId: newId(), siren: '732829320' };
const parties = { self: member.siren, other: partner.siren };
const NAMES = { simple: 'one thing observed an event', mix: 'what a plant says in a day' };

let marks = 0;
const documents = (kind, form, count, events = EVENTS) =>
  documentsOf({ kind, form, mark: `m${(++marks).toString(36)}`, count, events, parties });

export async function bench({ server, folder, scale, root }) {
  const count = Math.max(1, Math.round(4 * scale));
  const metrics = [];
  for (const kind of ['simple', 'mix']) metrics.push(...(await inProcess({ server, folder, kind, count })));
  await fresh(server);
  metrics.push(...(await throughRest({ server, root, count })));
  await server.drop(DATABASE);
  return metrics;
}

async function fresh(server) {
  await server.create(DATABASE);
  await withClient(server.superuserUrl(DATABASE), async (client) => {
    await addMember(client, FILIERE, member);
    await addMember(client, FILIERE, partner);
  });
}

const speed = (metric, value, more = { target: AIM }) => ({
  metric,
  value,
  unit: 'events/s',
  ...more,
  better: 'higher',
});

/** The use case in this process, its text parsed here, and the bare pipeline for the same rows. */
async function inProcess({ server, folder, kind, count }) {
  await fresh(server);
  const dataSource = await createDataSource(server.appUrl(DATABASE), { poolSize: 2 }).initialize();
  try {
    const capture = new CaptureEvents(new TenantDb(dataSource));
    const { organisationId, personId } = member;
    const actor = personActor({ filiereId: FILIERE, personId, organisationId, role: 'owner' });
    const read = {
      json: (text) => capture.document(actor, JSON.parse(text.toString()), 'parties'),
      xml: (text) => capture.document(actor, readXmlDocument(text).document, 'parties'),
    };
    const run = async (form, texts) => {
      const start = performance.now();
      for (const text of texts) {
        const answer = await read[form](text);
        if (!answer.accepted) throw new Error(JSON.stringify(answer).slice(0, 500));
      }
      return (texts.length * EVENTS) / ((performance.now() - start) / 1000);
    };
    for (const form of ['json', 'xml']) await read[form]((await documents(kind, form, 1, 1000))[0]);
    await withClient(server.superuserUrl(DATABASE), (client) =>
      client.query(
        'truncate trace_event, trace_event_item, trace_event_party, trace_event_term, resource_value, trace_link, trace_unpacking, item cascade',
      ),
    );
    const json = await step(`Use case, JSON: ${NAMES[kind]}`, async () =>
      run('json', await documents(kind, 'json', count)),
    );
    const bare = await step('Bare SQL pipeline for the same rows', () =>
      barePipeline({ url: server.superuserUrl(DATABASE), folder }),
    );
    const xml = await step(`Use case, XML: ${NAMES[kind]}`, async () =>
      run('xml', await documents(kind, 'xml', count)),
    );
    return [
      speed(`use case, JSON, ${NAMES[kind]}`, json),
      speed(`use case, XML, ${NAMES[kind]}`, xml),
      speed(`bare SQL pipeline, ${NAMES[kind]}`, bare, {}),
      {
        metric: `use case beside the bare SQL pipeline, JSON, ${NAMES[kind]}`,
        value: json / bare,
        unit: 'x',
        better: 'higher',
      },
    ];
  } finally {
    await dataSource.destroy();
  }
}

/** From POST to the job that says success, as a client sees it. */
async function throughRest({ server, root, count }) {
  const storage = join(root, '.maillon', 'bench');
  mkdirSync(storage, { recursive: true });
  const on = { server, database: DATABASE, root };
  return withWorker({ ...on, storage }, (worker) =>
    withApi({ ...on, member }, async ({ url, headers }) => {
      const caller = { url: `${url}/bois/epcis/capture`, headers, settled: () => settled(server) };
      for (const form of ['json', 'xml'])
        await captureOne(caller, form, (await documents('mix', form, 1, 1000))[0], 1000);
      await settled(server);
      const metrics = [];
      for (const kind of ['simple', 'mix'])
        for (const form of ['json', 'xml'])
          metrics.push(...(await sustained(caller, { kind, form, count, atOnce: 1 })));
      metrics.push(
        ...(await sustained(caller, {
          kind: 'simple',
          form: 'json',
          count,
          atOnce: 1,
          behaviour: 'proceed',
        })),
      );
      for (const kind of ['simple', 'mix'])
        metrics.push(
          ...(await sustained(caller, { kind, form: 'json', count: Math.max(2, count), atOnce: 2 })),
        );
      return [
        ...metrics,
        {
          metric: 'peak memory of the worker',
          value: peakMemory(worker.pid),
          unit: 'MB',
          target: 256,
          better: 'lower',
        },
      ];
    }),
  );
}

async function sustained(caller, { kind, form, count, atOnce, behaviour = 'rollback' }) {
  const texts = await documents(kind, form, count);
  const how = `${atOnce === 1 ? '' : `, ${atOnce} at once`}${behaviour === 'proceed' ? ', proceed' : ''}`;
  const name = `POST /capture to success, ${form.toUpperCase()}, ${NAMES[kind]}${how}`;
  const waiting = [...texts];
  return step(name, async () => {
    const start = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let text = waiting.shift(); text; text = waiting.shift())
          await captureOne(caller, form, text, EVENTS, behaviour);
      }),
    );
    const rate = () => (texts.length * EVENTS) / ((performance.now() - start) / 1000);
    const captured = speed(name, rate());
    await caller.settled();
    return [captured, speed('… and until all of it is compared', rate(), {})];
  });
}

/** Waits until no job is left: what one measure leaves to be compared must not slow the next. */
const settled = (server) =>
  withClient(server.superuserUrl(DATABASE), async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `select exists (select from outbox where done_at is null and failed_at is null and run_after < now() + interval '5 seconds') as "isBusy"`,
      );
      if (!rows[0].isBusy) return;
      await sleep(100);
    }
  });

async function captureOne({ url, headers }, form, body, events, behaviour = 'rollback') {
  const taken = await fetch(url, {
    method: 'POST',
    headers: {
      cookie: headers.cookie,
      'content-type': `application/${form}`,
      'gs1-capture-error-behaviour': behaviour,
    },
    body,
  });
  if (taken.status !== 202) throw new Error(`capture answered ${taken.status}: ${await taken.text()}`);
  const address = new URL(taken.headers.get('location'), url);
  for (;;) {
    const job = await (await fetch(address, { headers: { cookie: headers.cookie } })).json();
    if (!job.running) {
      if (!job.success || job.recorded !== events) throw new Error(JSON.stringify(job).slice(0, 1000));
      return;
    }
    await sleep(50);
  }
}
