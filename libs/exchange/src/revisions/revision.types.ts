import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '@maillon/graphql';
import { FieldChangeType } from '../documents/document.types.js';

export const RevisionStateEnum = {
  PENDING: 'pending',
  ACCEPTED: 'accepted',
  REFUSED: 'refused',
  CANCELLED: 'cancelled',
} as const;
export type RevisionState = (typeof RevisionStateEnum)[keyof typeof RevisionStateEnum];
registerEnumType(RevisionStateEnum, {
  name: 'RevisionState',
  description: 'What became of a revision request.',
  valuesMap: {
    PENDING: { description: 'The other company has not answered yet.' },
    ACCEPTED: { description: 'Both approved: the document was changed.' },
    REFUSED: { description: 'The other company refused: nothing changed.' },
    CANCELLED: { description: 'Whoever asked took it back.' },
  },
});

@ObjectType('RevisionRequest', {
  description: 'A correction of something sealed, which both companies must approve.',
})
export class RevisionType {
  documentId!: string;
  requestedById!: string;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => RevisionStateEnum, { description: 'What became of it.' })
  state!: RevisionState;

  @Field(() => Boolean, { description: 'Whether the reader’s organisation must answer.' })
  awaitsMe!: boolean;

  @Field(() => String, { description: 'Why, in the words of whoever asked.' })
  reason!: string;

  @Field(() => [FieldChangeType], { description: 'Old and new values.' })
  changes!: FieldChangeType[];

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  requestedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered or taken back.' })
  answeredAt?: string;

  @Field(() => String, { nullable: true, description: 'What the other company said to it.' })
  answerReason?: string;
}

@InputType({ description: 'A value to correct.' })
export class FieldChangeInput {
  @Field(() => Int, { nullable: true, description: 'Line; absent for the header.' })
  lineNumber?: number;

  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'The right value, as text; null empties the field.' })
  value?: string;
}
