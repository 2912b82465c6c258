import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@maillon/graphql';

@ObjectType('ApiKey', { description: 'A key by which a machine acts for an organisation.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'Id of the key.' })
  id!: string;

  @Field(() => String, { description: 'Its name, to tell it from others.' })
  name!: string;

  @Field(() => [String], { description: 'What it may do.' })
  scopes!: string[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it stops working by itself.' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  revokedAt?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt?: string;
}

@ObjectType('ApiKeyCreated', { description: 'A key just made.' })
export class ApiKeyCreated {
  @Field(() => ApiKeyType, { description: 'The key.' })
  apiKey!: ApiKeyType;

  @Field(() => String, {
    description: 'What the machine sends as `Authorization: Bearer …`. It is shown this once.',
  })
  secret!: string;
}

@InputType({ description: 'A key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'Its name, to tell it from others.' })
  name!: string;

  @Field(() => [String], {
    description:
      'What it may do: filiere:read, directory:read, item:read, event:declare, import:run, query:manage, document:read, document:write…',
  })
  scopes!: string[];

  @Field(() => DateTimeScalar, { description: 'When it stops working by itself, within two years.' })
  expiresAt!: string;
}
