import { Inject, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { TenantDb } from '@maillon/db';
import { Actor, organisationActor, platformActor } from '@maillon/kernel';
import { FiliereDirectory } from '@maillon/membership';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { CallEntry, Caller, callOf } from './call-entry.js';
import { MadeCall, trimCalls, writeCalls } from './write-calls.js';

const WRITE_EVERY_MS = 1000;
/** Calls that wait to be written; what comes beyond is not logged. */
const MOST_WAITING = 5000;
/** Calls with one key that is valid no more, in one write: its owner should see them, not be flooded with them. */
const MOST_REFUSED = 10;
/** An organisation's oldest calls are let go of once it has made so many. */
const TRIM_AFTER = 100;
const MOST_COUNTED = 10_000;

interface Waiting {
  readonly caller: Caller;
  readonly entry: CallEntry;
}

interface Group {
  readonly actor: Actor;
  readonly calls: MadeCall[];
}

/**
 * Logs the calls of EPCIS REST and Digital Links, refused ones too, beside the requests: they are gathered in memory and
 * written each second, in transactions of their own. What waits when the process is killed is lost: it is a log, not a record.
 */
@Injectable()
export class CallLog implements OnModuleInit {
  private readonly logger = new Logger('calls');
  private waiting: Waiting[] = [];
  private lost = 0;
  private timer?: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly sinceTrim = new Map<string, number>();

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', async (request, reply: FastifyReply) =>
      this.add(callOf(request as EpcisRequest, reply)),
    );
    // the last request has been answered by then, and the database is still there
    fastify.addHook('onClose', () => this.flush());
  }

  /** Writes what waits, after what is being written. Never throws: what cannot be written is told of and let go. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const waiting = this.waiting.splice(0);
    if (waiting.length) this.writing = this.writing.then(() => this.writeAll(waiting));
    return this.writing;
  }

  private add(call: Waiting | undefined): void {
    if (!call) return;
    if (this.waiting.length >= MOST_WAITING) {
      this.lost++;
      return;
    }
    this.waiting.push(call);
    this.timer ??= setTimeout(() => void this.flush(), WRITE_EVERY_MS).unref();
  }

  private async writeAll(waiting: readonly Waiting[]): Promise<void> {
    if (this.lost) this.logger.warn(`${this.lost} calls came too fast to be logged.`);
    this.lost = 0;
    try {
      for (const group of (await this.grouped(waiting)).values()) await this.writeGroup(group);
    } catch (error) {
      const why = error instanceof Error ? error.message : typeof error;
      this.logger.warn(`Calls were not logged, ${waiting.length} at most: ${why}`);
    }
  }

  private async writeGroup({ actor, calls }: Group): Promise<void> {
    const key = keyOf(actor);
    const count = (this.sinceTrim.get(key) ?? TRIM_AFTER) + calls.length;
    const isDue = count >= TRIM_AFTER;
    await this.db.transaction(actor, async (tx) => {
      await writeCalls(tx, calls);
      if (isDue) await trimCalls(tx);
    });
    if (this.sinceTrim.size >= MOST_COUNTED) this.sinceTrim.clear();
    this.sinceTrim.set(key, isDue ? 0 : count);
  }

  /** The calls of each organisation, in order of time. */
  private async grouped(waiting: readonly Waiting[]): Promise<Map<string, Group>> {
    const groups = new Map<string, Group>();
    const put = (filiereId: number, organisationId: string, call: MadeCall) => {
      const actor = organisationActor(filiereId, organisationId);
      const group = groups.get(keyOf(actor)) ?? { actor, calls: [] };
      group.calls.push(call);
      groups.set(keyOf(actor), group);
    };
    const refused = new Map<string, { filiere: string; keyId: string; entries: CallEntry[] }>();
    for (const { caller, entry } of waiting) {
      if ('organisationId' in caller) {
        const { filiereId, organisationId, ...by } = caller;
        put(filiereId, organisationId, { ...entry, ...by });
        continue;
      }
      const { filiere, refusedKeyId: keyId } = caller;
      const known = refused.get(`${filiere}/${keyId}`) ?? { filiere, keyId, entries: [] };
      if (known.entries.length < MOST_REFUSED) known.entries.push(entry);
      refused.set(`${filiere}/${keyId}`, known);
    }
    for (const { filiere, keyId, entries } of refused.values()) {
      const owner = await this.ownerOf(filiere, keyId);
      if (owner) for (const entry of entries) put(owner.filiereId, owner.organisationId, { ...entry, keyId });
    }
    return groups;
  }

  /** Whose key it is, or was: its id is no secret, what follows it is. */
  private async ownerOf(slug: string, keyId: string) {
    const filiere = await this.filieres.find(slug);
    if (!filiere) return undefined;
    const [row] = await this.db.reader(platformActor(filiere.id)).prepared<{
      organisation_id: string;
    }>('api-key-owner', 'select organisation_id from api_key where filiere_id = $1 and id = $2', [filiere.id, keyId]);
    return row && { filiereId: filiere.id, organisationId: row.organisation_id };
  }
}

const keyOf = ({ filiereId, organisationId }: Actor): string => `${filiereId}/${organisationId}`;
