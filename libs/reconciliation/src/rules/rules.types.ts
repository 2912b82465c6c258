import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { JsonScalar, Refused } from '@maillon/graphql';

@ObjectType('ReconciliationRules', {
  description:
    'What counts as a difference, and by when: tolerances (by UN/ECE Recommendation 20 unit and product family), least losses, conversions of items, windows in days, kinds that block.',
})
export class ReconciliationRulesType {
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Those of the filière, set by its committee; null where it has set none and the defaults hold.',
  })
  filiere!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'What the reader’s organisation asks of the relation, stricter than the filière; null for nothing.',
  })
  mine!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What the partner asks of the relation, stricter than the filière; null for nothing.',
  })
  theirs!: unknown;

  @Field(() => JsonScalar, {
    description:
      'What holds between the two: the strictest of all. The lists in `stricter` hold beside the filière’s own.',
  })
  effective!: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which all of this holds, YYYY-MM-DD; null where nobody has set anything.',
  })
  validFrom!: string | null;
}

@ObjectType('RulePreview', { description: 'What rules would change about the discrepancies of today.' })
export class RulePreviewType {
  @Field(() => Int, {
    nullable: true,
    description: 'Discrepancies that they would open; null where fewer than three companies are concerned.',
  })
  wouldOpen?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Discrepancies that they would close; null where fewer than three companies are concerned.',
  })
  wouldClose?: number | null;
}

@InputType({ description: 'Rules, and the day from which they hold.' })
export class SetRulesInput {
  @Field(() => String, { description: 'First day, YYYY-MM-DD: today (UTC) or later.' })
  validFrom!: string;

  @Field(() => JsonScalar, {
    description:
      'Any of: tolerances [{unit, family, relative (0 to 1), absolute}], lossFactors [{family, least (0 to 1)}], factors [{item, from, to, factor}], transitDays, overdueDays, receiptDays, announceDays, clockHours, replyDays, blocking [kind].',
  })
  rules!: unknown;
}

export const SetRulesResult = createUnionType({
  name: 'SetRulesResult',
  description: 'The rules as they hold from that day, or why they were not set.',
  types: () => [ReconciliationRulesType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : ReconciliationRulesType),
});

export const RulePreviewResult = createUnionType({
  name: 'RulePreviewResult',
  description: 'What the rules would change, or why they cannot be set.',
  types: () => [RulePreviewType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : RulePreviewType),
});
