import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';
import type { Measure } from './figures.js';

export const IndicatorMeasureEnum = { SHARE: 'share', DAYS: 'days', COUNT: 'count' } as const;
registerEnumType(IndicatorMeasureEnum, {
  name: 'IndicatorMeasure',
  description: 'How an indicator is read.',
  valuesMap: {
    SHARE: { description: 'A share, from 0 to 1.' },
    DAYS: { description: 'Days, on average.' },
    COUNT: { description: 'How many.' },
  },
});

@ObjectType('IndicatorMonth', { description: 'One month of an indicator.' })
export class IndicatorMonthType {
  @Field(() => String, { description: 'The month in Paris, YYYY-MM.' })
  month!: string;

  @Field(() => Float, { nullable: true, description: 'The figure; null where there is none to show.' })
  value?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What it counts: lines, things, days or discrepancies.',
  })
  part?: number;

  @Field(() => Float, { nullable: true, description: 'Out of how many lines, things or discrepancies.' })
  whole?: number;

  @Field(() => Int, { nullable: true, description: 'How many companies contribute; for the committee.' })
  companies?: number;

  @Field(() => TextType, { nullable: true, description: 'Why there is no figure.' })
  note?: Text;
}

@ObjectType('Indicator', { description: 'A figure followed month by month.' })
export class IndicatorType {
  @Field(() => String, { description: 'Its stable name.' })
  name!: string;

  @Field(() => IndicatorMeasureEnum, { description: 'How it is read.' })
  measure!: Measure;

  @Field(() => TextType, { description: 'Its name, as people say it.' })
  label!: Text;

  @Field(() => TextType, { description: 'Exactly what is counted.' })
  definition!: Text;

  @Field(() => [IndicatorMonthType], { description: 'The months, the oldest first.' })
  months!: readonly IndicatorMonthType[];
}

@ObjectType('Indicators', { description: 'Figures of one company.' })
export class IndicatorsType {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they were computed last; null before the first night.',
  })
  computedAt?: string;

  @Field(() => [IndicatorType], { description: 'The figures.' })
  indicators!: IndicatorType[];
}
