import { readEvent } from '@maillon/epcis';
import { Finding, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import type { EventDraft } from './draft-events.js';
import { declarationDiffers, eventIdTaken } from './messages.js';

/**
 * Drafts that cannot be recorded, since they say something else than what stands under their event's id already: an error declaration
 * repeats its event to the letter (EPCIS 2.0 section 7.4.1.4), and what came first holds, event or declaration, stored or in this batch.
 * Asks the database where the batch holds declarations, or ids of the kind that this platform gives; insertEvents sees to the rest.
 */
export async function contradictions(
  tx: Tx,
  drafts: readonly EventDraft[],
): Promise<ReadonlyMap<EventDraft, Finding>> {
  const refused = new Map<EventDraft, Finding>();
  const asked = drafts.flatMap(({ correctsId, givenId }) => [correctsId ?? [], givenId ?? []].flat());
  if (!asked.length) return refused;
  const stands = await standing(tx, asked);
  const said = new Map<string, Said>(stands.map((one) => [one.id, one]));
  const given = new Set(stands.flatMap(({ id, is_nameless }) => (is_nameless ? id : [])));
  for (const draft of drafts) {
    const { event } = draft.record;
    const id = draft.correctsId ?? draft.id;
    const before = said.get(id);
    if (!before) said.set(id, event);
    const isTaken = draft.givenId !== undefined && given.has(draft.givenId);
    if (!isTaken && (!before || isSame(before, event))) continue;
    const name = event.eventId ?? draft.id;
    refused.set(draft, draft.correctsId ? declarationDiffers(name) : eventIdTaken(name));
  }
  return refused;
}

interface Said {
  readonly fingerprint: string;
  /** As it was declared, where it is stored. */
  readonly document?: object;
}

/** What was stored may have been read by other rules than today's: then it is read anew. */
const isSame = (before: Said, { fingerprint }: Said): boolean =>
  before.fingerprint === fingerprint ||
  (before.document !== undefined && readEvent(before.document).event?.fingerprint === fingerprint);

interface Standing extends Required<Said> {
  readonly id: string;
  /** Its declarer gave it no id. */
  readonly is_nameless: boolean;
}

/** What the actor's organisation has said under these ids: its error declarations, and behind them the events, which count for more. */
function standing(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  return tx.query<Standing>(
    `select id, encode(fingerprint, 'hex') as fingerprint, document, is_nameless from (
       select corrects_id as id, fingerprint, document, event_id = 'urn:uuid:' || corrects_id as is_nameless, false as is_event, record_time
       from trace_event where filiere_id = $1 and corrects_id = any ($2) and declarant_id = $3
       union all
       select id, fingerprint, document, event_id is null, true, record_time
       from trace_event where filiere_id = $1 and id = any ($2) and declarant_id = $3 and corrects_id is null
     ) said order by is_event, record_time desc`,
    [tx.actor.filiereId, [...new Set(ids)], organisationOf(tx.actor)],
  );
}
