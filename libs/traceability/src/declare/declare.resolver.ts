import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { itemId } from '@maillon/epcis';
import { notFound, organisationOf } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor, JsonScalar } from '@maillon/graphql';
import { FiliereDirectory } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { CaptureEvents } from '../capture/capture-events.js';
import { AudienceEnum } from '@maillon/sharing';
import type { Audience } from '@maillon/sharing';
import { eventsById } from '../events/event.queries.js';
import { itemsById } from '../items/item.queries.js';
import { Declaration } from './compose-event.js';
import { Declare } from './declare.js';
import {
  DeclareLotInput,
  DeclareReceiptInput,
  DeclareShipmentInput,
  DeclareTransformationInput,
} from './declare.types.js';
import { CaptureResult, DeclareResult } from './declare-results.js';
import { ItemRef, urisOf } from './item-refs.js';
import { RefReader } from './read-input.js';

@Resolver()
export class DeclareResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CaptureEvents) private readonly capture: CaptureEvents,
    @Inject(Declare) private readonly declare: Declare,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  @Mutation(() => CaptureResult, {
    description: 'Records an EPCIS 2.0 document (JSON or JSON-LD) or a single event: all of it or nothing.',
  })
  @Allow('event:declare')
  async captureEvents(
    @CurrentActor() actor: Actor,
    @Args('document', { type: () => JsonScalar, description: 'EPCIS 2.0 document.' }) document: unknown,
    @Args('audience', { type: () => AudienceEnum, defaultValue: 'parties', description: 'Who may see it.' })
    audience: Audience,
  ) {
    const { readingRules } = await this.filieres.get(actor.filiereId);
    return this.capture.document(actor, document, audience, readingRules);
  }

  @Mutation(() => DeclareResult, {
    description: 'Declares a lot, heat, serial number or other item that came to be.',
  })
  @Allow('event:declare')
  async declareLot(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The lot.' }) input: DeclareLotInput,
  ) {
    const reader = await this.reader(actor, [input.item]);
    const item = reader.made(input, 'input');
    const { madeAt: at, place, sharedWith } = input;
    return this.answer(actor, reader, { kind: 'lot', at, place, sharedWith, item }, input.audience);
  }

  @Mutation(() => DeclareResult, { description: 'Declares what was used and what was made of it.' })
  @Allow('event:declare')
  async declareTransformation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The transformation.' }) input: DeclareTransformationInput,
  ) {
    const reader = await this.reader(
      actor,
      [...input.inputs, ...input.outputs].map(({ item }) => item),
    );
    const inputs = input.inputs.map((used, index) => reader.named(used, `input.inputs[${index}]`));
    const outputs = input.outputs.map((made, index) => reader.made(made, `input.outputs[${index}]`));
    const { at, place, sharedWith } = input;
    return this.answer(
      actor,
      reader,
      { kind: 'transformation', at, place, sharedWith, inputs, outputs },
      input.audience,
    );
  }

  @Mutation(() => DeclareResult, { description: 'Declares a shipment to another member.' })
  @Allow('event:declare')
  async declareShipment(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The shipment.' }) input: DeclareShipmentInput,
  ) {
    const [self, partner] = await this.parties(actor, input.to, 'input.to');
    const reader = await this.reader(
      actor,
      input.items.map(({ item }) => item),
    );
    const items = input.items.map((item, index) => reader.named(item, `input.items[${index}]`));
    const { at, place, despatchAdvice, order } = input;
    return this.answer(
      actor,
      reader,
      { kind: 'shipment', at, place, items, from: self, to: partner, despatchAdvice, order },
      'parties',
    );
  }

  @Mutation(() => DeclareResult, { description: 'Declares the receipt of what another member shipped.' })
  @Allow('event:declare')
  async declareReceipt(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The receipt.' }) input: DeclareReceiptInput,
  ) {
    const [self, partner] = await this.parties(actor, input.from, 'input.from');
    const reader = await this.reader(
      actor,
      input.items.map(({ item }) => item),
    );
    const items = input.items.map((item, index) => reader.named(item, `input.items[${index}]`));
    const { at, place, despatchAdvice, disposition } = input;
    return this.answer(
      actor,
      reader,
      { kind: 'receipt', at, place, items, from: partner, to: self, despatchAdvice, disposition },
      'parties',
    );
  }

  private async reader(actor: Actor, refs: readonly ItemRef[]): Promise<RefReader> {
    const { authority } = await this.declare.self(actor);
    const known = await this.db.transaction(actor, (tx) => urisOf(tx, refs));
    return new RefReader({ authority }, known);
  }

  private async parties(actor: Actor, partnerId: string, path: string): Promise<[string, string]> {
    const own = organisationOf(actor);
    const parties = await this.declare.partners(actor, [own, partnerId]);
    const [self, partner] = [parties.get(own), parties.get(partnerId)];
    if (!self || !partner || partnerId === own) throw notFound(path);
    return [self.party, partner.party];
  }

  private async answer(actor: Actor, reader: RefReader, declaration: Declaration, audience: Audience) {
    if (reader.findings.length) return { findings: reader.findings };
    const answer = await this.declare.run(actor, declaration, audience);
    if ('findings' in answer) return answer;
    const { eventId, unchanged, itemUri } = answer;
    return this.db.transaction(actor, async (tx) => ({
      unchanged,
      event: (await eventsById(tx, [eventId])).get(eventId),
      item: itemUri ? (await itemsById(tx, [itemId(itemUri)])).get(itemId(itemUri)) : undefined,
    }));
  }
}
