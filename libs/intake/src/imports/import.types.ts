import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, TextType } from '@maillon/graphql';
import type { DocumentType } from '@maillon/documents';
import { DocumentTypeEnum } from '@maillon/exchange';
import { AudienceEnum } from '@maillon/sharing';
import type { Text } from '@maillon/kernel';
import type { Audience } from '@maillon/sharing';

export const ImportStatusEnum = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const;
export type ImportStatus = (typeof ImportStatusEnum)[keyof typeof ImportStatusEnum];
registerEnumType(ImportStatusEnum, {
  name: 'ImportStatus',
  description: 'Where an import stands.',
  valuesMap: {
    QUEUED: { description: 'It waits for a worker.' },
    RUNNING: { description: 'It is being read.' },
    DONE: { description: 'Every row was read; each was accepted or refused.' },
    FAILED: { description: 'The file could not be read to its end; what was accepted before stays.' },
    CANCELLED: { description: 'It was stopped; what was accepted before stays.' },
  },
});

@ObjectType('ImportJob', { description: 'The reading of one file.' })
export class ImportJobType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Name of the file, as it was sent.' })
  fileName!: string;

  @Field(() => String, { description: 'csv, epcis-json or epcis-xml.' })
  format!: string;

  @Field(() => DocumentTypeEnum, {
    nullable: true,
    description: 'What its rows are lines of; null for traceability.',
  })
  documentType?: DocumentType;

  @Field(() => AudienceEnum, { description: 'Who may see what it declares.' })
  audience!: Audience;

  @Field(() => ImportStatusEnum, { description: 'Where it stands.' })
  status!: ImportStatus;

  @Field(() => Int, { description: 'Rows read: accepted, unchanged and refused together.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows recorded.' })
  rowsAccepted!: number;

  @Field(() => Int, { description: 'Rows that had been recorded before: nothing changed.' })
  rowsUnchanged!: number;

  @Field(() => Int, { description: 'Rows refused, each with its reasons.' })
  rowsRefused!: number;

  @Field(() => Float, { description: 'Share of the file read, 0 to 1.' })
  progress!: number;

  @Field(() => Float, { description: 'Seconds since it began; until it ended, once it has.' })
  elapsedSeconds!: number;

  @Field(() => Float, { nullable: true, description: 'Seconds left at the present pace, while it runs.' })
  remainingSeconds?: number;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  finishedAt?: string;

  @Field(() => TextType, {
    nullable: true,
    description: 'Why the file could not be read to its end, and what to do.',
  })
  failure?: Text;

  @Field(() => [String], { description: 'Columns that were not understood and left aside.' })
  ignoredColumns!: string[];
}

export const ImportJobConnection = connectionOf(ImportJobType, 'ImportJob');

@ObjectType('ImportRefusal', {
  description: 'Why a row was refused, or what in an accepted one is worth a look.',
})
export class ImportRefusalType {
  @Field(() => Int, { description: 'Number of the row, from 1, header not counted.' })
  record!: number;

  @Field(() => Int, { nullable: true, description: 'Line in the file, from 1.' })
  line?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Column in that line, in characters, from 1; for EPCIS documents.',
  })
  column?: number;

  @Field(() => String, { nullable: true, description: 'Header of the column, or name of the member.' })
  field?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Path in the document: JSON path, or path of XML elements.',
  })
  path?: string;

  @Field(() => String, { nullable: true, description: 'What was found.' })
  value?: string;

  @Field(() => String, { description: 'Stable code of the reason.' })
  code!: string;

  @Field(() => String, { description: 'error: the row was refused; warning: it was accepted.' })
  severity!: string;

  @Field(() => TextType, { description: 'What is wrong.' })
  message!: Text;

  @Field(() => TextType, { description: 'What to do.' })
  remedy!: Text;

  @Field(() => String, { nullable: true, description: 'The row as it was written.' })
  raw?: string;
}

export const ImportRefusalConnection = connectionOf(ImportRefusalType, 'ImportRefusal');
