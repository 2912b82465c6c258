import { Injectable } from '@nestjs/common';
import { deliveryProgress, Progress } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { contentOf, DocumentRow, lockDocument } from '../documents/document-store.js';
import { chainAct } from './chain-act.js';
import { deliveredOf } from './delivered.queries.js';
import type { Acted } from './follow-act.js';

const ORDER_ACT: Readonly<Record<Progress, string>> = {
  none: 'undeliver',
  part: 'deliver_part',
  despatched: 'deliver_all',
  received: 'complete',
};
const ADVICE_ACT: Readonly<Record<Progress, string>> = {
  none: 'unreceive',
  part: 'receive_part',
  despatched: 'receive_part',
  received: 'receive_all',
};

/**
 * Moves orders, call-offs and despatch advices to where their deliveries have come. It reads everything anew, so that it
 * does not matter which of the documents arrived first.
 */
@Injectable()
export class DeliveryProgress {
  async move(tx: Tx, { id, definition, lines }: Pick<Acted, 'id' | 'definition' | 'lines'>): Promise<void> {
    const named = lines.flatMap((line) => [line.order_id, line.call_off_id, line.despatch_advice_id]);
    const isServed =
      definition.type === 'order' || definition.type === 'call_off' || definition.type === 'despatch_advice';
    const ids = new Set(named.filter((one): one is string => one !== null));
    if (isServed) ids.add(id);
    // in the order of their ids, so that two deliveries of the same orders never wait for each other crosswise
    for (const one of [...ids].sort()) {
      const row = await lockDocument(tx, one);
      if (row) await this.moveOne(tx, row);
    }
  }

  private async moveOne(tx: Tx, row: DocumentRow): Promise<void> {
    const acts = row.type === 'despatch_advice' ? ADVICE_ACT : ORDER_ACT;
    const delivered = await deliveredOf(tx, row);
    const progress = delivered.length
      ? deliveryProgress((await contentOf(tx, row)).lines, delivered).progress
      : 'none';
    await chainAct(tx, row, acts[progress]);
  }
}
