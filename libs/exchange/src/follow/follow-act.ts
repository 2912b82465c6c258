import { Inject, Injectable } from '@nestjs/common';
import { ActDefinition } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { wakeForOrder } from '../awaited/awaited.js';
import { LineRow } from '../documents/line-rows.js';
import { announce, Announced } from './announce.js';
import { learnCrossReferences } from './learn-cross-references.js';
import { DeliveryProgress } from './move-deliveries.js';
import { supersede } from './supersede.js';
import { TraceDocument } from './trace-document.js';

/** A document just after an act, in the transaction of that act. */
export interface Acted extends Announced {
  readonly act: ActDefinition;
  readonly lines: readonly LineRow[];
}

/** Brings about what the definition says follows from an act, in the same transaction: all of it stands, or nothing. */
@Injectable()
export class FollowAct {
  constructor(
    @Inject(TraceDocument) private readonly trace: TraceDocument,
    @Inject(DeliveryProgress) private readonly deliveries: DeliveryProgress,
  ) {}

  async run(tx: Tx, acted: Acted): Promise<void> {
    await announce(tx, acted);
    for (const consequence of acted.act.follows ?? []) {
      if (consequence === 'shipping_event' || consequence === 'receiving_event')
        await this.trace.record(tx, acted);
      else if (consequence === 'void_event') await this.trace.void(tx, acted);
      else if (consequence === 'supersede') await supersede(tx, acted);
      else await this.deliveries.move(tx, acted);
    }
    if (acted.act.name === 'send') {
      await learnCrossReferences(tx, acted);
      if (acted.definition.type === 'order') await wakeForOrder(tx, acted.id);
    }
  }
}
