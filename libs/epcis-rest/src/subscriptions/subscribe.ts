import { Inject, Injectable } from '@nestjs/common';
import { EpcFormat } from '@maillon/epcis';
import { arrivalsFrom, listenForStreams, SecretBox } from '@maillon/feed';
import { Actor, Language, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import { Outgoing } from '@maillon/runtime';
import { queryOfBody } from '../events/ask-events.js';
import { knownQuery, lockNamedQuery } from '../queries/named-query.queries.js';
import { keptSchedule, refused } from './controls.js';
import * as messages from './messages.js';
import { readSubscription, SubscriptionAsked } from './read-subscription.js';
import { tryNow } from './resume-subscription.js';
import { nextTime } from './schedule.js';
import { SubscriptionView, subscriptionById } from './subscription.queries.js';
import { wakeAt } from './wake-subscription.js';

/** Of one organisation in one filière, over all its queries. */
export const MOST_SUBSCRIPTIONS = 50;
/** Events in one document, until the receiver answers 413. */
export const BATCH = 100;

export interface SubscribeTo {
  readonly queryName: string;
  readonly body: Buffer;
  /** Of the header GS1-EPC-Format; `epcFormat` in the body goes before it. */
  readonly epcFormat: EpcFormat;
  readonly language: Language;
}

/** Makes webhook subscriptions to named queries (OpenAPI, POST /queries/{queryName}/subscriptions). */
@Injectable()
export class Subscribe {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
    @Inject(SecretBox) private readonly box: SecretBox,
  ) {}

  /**
   * Answers the subscription; one that is suspended and asks for the same at the same place goes on where it stopped, unless a
   * record time to begin from is given. Throws NOT_FOUND for the query, ValidationException, SubscriptionControlsException.
   */
  async run(actor: Actor, { queryName, body, epcFormat, language }: SubscribeTo): Promise<SubscriptionView> {
    organisationOf(actor);
    const query = await this.db.transaction(actor, (tx) => knownQuery(tx, queryName));
    const asked = { epcFormat, ...readSubscription(body, (dest) => this.outgoing.faultOf(dest)) };
    const { eventCountLimit } = queryOfBody(query.query, new Map(Object.entries(query.prefixes)));
    if (eventCountLimit !== undefined) throw refused(messages.keepsFirstOnly);
    // on its own and before the position is taken: see listenForStreams
    if (!asked.schedule) await this.db.transaction(actor, listenForStreams);
    return this.db.transaction(actor, async (tx) => {
      if (!(await lockNamedQuery(tx, queryName))) throw notFound('queryName');
      const id =
        (await this.takeUp(tx, queryName, asked)) ?? (await this.add(tx, queryName, asked, language));
      await recordAct(tx, {
        action: 'epcis-subscription.create',
        subjectType: 'epcis-subscription',
        subjectId: id,
        details: { query: queryName, host: new URL(asked.dest).host },
      });
      return (await subscriptionById(tx, queryName, id, language))!;
    });
  }

  private async takeUp(tx: Tx, queryName: string, asked: Asked): Promise<string | undefined> {
    if (asked.initialRecordTime !== undefined) return undefined;
    const [found] = await tx.query<{ id: string }>(
      `select id from epcis_subscription where filiere_id = $1 and organisation_id = $2 and query_name = $3
         and state = 'suspended' and dest = $4 and schedule is not distinct from $5::jsonb order by id limit 1 for update`,
      [...keyOf(tx), queryName, asked.dest, scheduleText(asked)],
    );
    if (!found) return undefined;
    await tx.query(
      `update epcis_subscription set secret = coalesce($4, secret), epc_format = $5, report_if_empty = $6
       where filiere_id = $1 and organisation_id = $2 and id = $3`,
      [...keyOf(tx), found.id, this.sealed(asked, found.id), asked.epcFormat, asked.reportIfEmpty],
    );
    await tryNow(tx, found.id);
    return found.id;
  }

  private async add(tx: Tx, queryName: string, asked: Asked, language: Language): Promise<string> {
    const rows = await tx.query(
      'select 1 from epcis_subscription where filiere_id = $1 and organisation_id = $2',
      keyOf(tx),
    );
    if (rows.length >= MOST_SUBSCRIPTIONS) throw refused(messages.tooMany(MOST_SUBSCRIPTIONS));
    const id = newId();
    const runAt = asked.schedule && nextTime(keptSchedule(asked.schedule), new Date());
    const { position, snapshot, since } = await arrivalsFrom(tx, asked.initialRecordTime);
    await tx.query(
      `insert into epcis_subscription (filiere_id, organisation_id, id, query_name, dest, secret, epc_format, language, schedule,
         report_if_empty, initial_record_time, min_record_time, start_snapshot, position_xid, position_seq, position_place, run_at,
         batch_size, person_id, api_key_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        ...keyOf(tx),
        id,
        queryName,
        asked.dest,
        this.sealed(asked, id),
        asked.epcFormat,
        language,
        scheduleText(asked),
        asked.reportIfEmpty,
        since,
        snapshot,
        position.xid,
        position.seq,
        position.place,
        runAt ?? null,
        BATCH,
        tx.actor.personId ?? null,
        tx.actor.keyId ?? null,
      ],
    );
    await wakeAt(tx, id, runAt ?? new Date());
    return id;
  }

  private sealed({ signatureToken }: Asked, id: string): Buffer | null {
    return signatureToken === undefined ? null : this.box.seal(signatureToken, id);
  }
}

type Asked = SubscriptionAsked & { readonly epcFormat: EpcFormat };

const keyOf = (tx: Tx) => [tx.actor.filiereId, organisationOf(tx.actor)];

const scheduleText = ({ schedule }: Asked): string | null => (schedule ? JSON.stringify(schedule) : null);
