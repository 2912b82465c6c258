import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '@maillon/graphql';
import type { RunRow } from './full-run.js';

export const RunStateEnum = { QUEUED: 'queued', RUNNING: 'running', DONE: 'done', FAILED: 'failed' } as const;
registerEnumType(RunStateEnum, {
  name: 'ReconciliationRunState',
  description: 'How far a comparison of everything has come.',
  valuesMap: {
    QUEUED: { description: 'It waits for its turn.' },
    RUNNING: { description: 'It is under way.' },
    DONE: { description: 'Everything was compared.' },
    FAILED: { description: 'It was given up; ask again.' },
  },
});

@ObjectType('ReconciliationRun', { description: 'One comparison of all records of the organisation.' })
export class ReconciliationRunType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => RunStateEnum, { description: 'How far it has come.' })
  state!: RunRow['state'];

  @Field(() => Int, { description: 'Steps done.' })
  position!: number;

  @Field(() => Int, { description: 'Steps in all.' })
  total!: number;

  @Field(() => Int, { description: 'Things looked at more closely.' })
  lookedAt!: number;

  @Field(() => Int, { description: 'Discrepancies opened.' })
  opened!: number;

  @Field(() => Int, { description: 'Discrepancies closed.' })
  closed!: number;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  finishedAt?: string;
}

export const runTypeOf = (row: RunRow): ReconciliationRunType => ({
  id: row.id,
  state: row.state,
  position: row.position,
  total: row.total ?? 0,
  lookedAt: row.looked_at,
  opened: row.opened,
  closed: row.closed,
  createdAt: row.created_at.toISOString(),
  ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
});
