import { Tx } from '@maillon/db';
import { isUuid } from '@maillon/kernel';
import { KeptEvent } from './answer-events.js';

interface Row {
  id: string;
  record_time: Date;
  document: Record<string, unknown>;
}

/** One event by our own id, as far as the actor may see it. */
export async function keptEvent(tx: Tx, id: string): Promise<KeptEvent | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.prepared<Row>(
    'epcis-kept-event',
    'select id, record_time, document from trace_event where filiere_id = $1 and id = $2',
    [tx.actor.filiereId, id],
  );
  return row && { id: row.id, recordTime: row.record_time.toISOString(), original: row.document };
}
