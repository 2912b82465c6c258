import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { ApiKeyCreated, ApiKeyType, CreateApiKeyInput } from './api-key.types.js';
import { apiKeysOf, ManageApiKeys } from './manage-api-keys.js';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(ManageApiKeys) private readonly keys: ManageApiKeys,
  ) {}

  @Query(() => [ApiKeyType], { description: 'Keys of the organisation, newest first.' })
  @Allow('key:manage')
  apiKeys(@CurrentActor() actor: Actor): Promise<ApiKeyType[]> {
    return this.db.transaction(actor, apiKeysOf);
  }

  @Mutation(() => ApiKeyCreated, { description: 'Makes a key; its secret is shown this once.' })
  @Allow('key:manage')
  createApiKey(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Name, rights and end date.' }) input: CreateApiKeyInput,
  ): Promise<ApiKeyCreated> {
    return this.keys.create(actor, input);
  }

  @Mutation(() => ApiKeyType, { description: 'Revokes a key: the next request with it is refused.' })
  @Allow('key:manage')
  revokeApiKey(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Id of the key.' }) id: string,
  ): Promise<ApiKeyType> {
    return this.keys.revoke(actor, id);
  }
}
