import { registerEnumType } from '@nestjs/graphql';

/** Who may see a record besides its declarer. More audiences come with grants. */
export type Audience = 'private' | 'parties';

export const AudienceEnum = { PRIVATE: 'private', PARTIES: 'parties' } as const;
registerEnumType(AudienceEnum, {
  name: 'Audience',
  description: 'Who may see a record.',
  valuesMap: {
    PRIVATE: { description: 'The declarer alone.' },
    PARTIES: {
      description:
        'The declarer and the organisations named in it: sender, receiver, those it is shared with.',
    },
  },
});
