import { Inject } from '@nestjs/common';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { keyDataSchema, keyDataValues } from '@maillon/filieres';
import { notFound } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { CurrentActor, JsonScalar } from '@maillon/graphql';
import { FiliereDirectory } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { ItemType } from './item.types.js';
import { KeyDataValueType } from './key-data.types.js';

/** The filière's key data elements: what is asked for, and what an item says. */
@Resolver(() => ItemType)
export class KeyDataResolver {
  constructor(@Inject(FiliereDirectory) private readonly filieres: FiliereDirectory) {}

  @Query(() => JsonScalar, {
    description:
      'JSON Schema (draft 2020-12) of the key data of an item: what the filière asks for, with units in the descriptions.',
  })
  @Allow('filiere:read')
  async keyDataSchema(
    @CurrentActor() actor: Actor,
    @Args('granularity', {
      type: () => String,
      description: 'Code from the filière’s granularities: LOT, SERIAL…',
    })
    granularity: string,
  ): Promise<unknown> {
    const filiere = await this.filieres.get(actor.filiereId);
    const use = filiere.granularities.find(({ code }) => code === granularity);
    if (!use) throw notFound('granularity');
    return keyDataSchema(filiere, use.code);
  }

  @ResolveField(() => [KeyDataValueType], {
    description:
      'The same key data one by one, in the filière’s order, each with its label, type and unit; what the filière does not ask for last.',
  })
  async keyDataValues(@Parent() item: ItemType, @CurrentActor() actor: Actor): Promise<KeyDataValueType[]> {
    const filiere = await this.filieres.get(actor.filiereId);
    return keyDataValues(filiere, item.keyData as Readonly<Record<string, unknown>>);
  }
}
