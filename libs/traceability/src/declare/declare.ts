import { Inject, Injectable } from '@nestjs/common';
import { partyUri, readEvent } from '@maillon/epcis';
import { checkKeyData } from '@maillon/filieres';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { FiliereDirectory } from '@maillon/membership';
import { CaptureEvents } from '../capture/capture-events.js';
import { Audience } from '@maillon/sharing';
import { CaptureRecord } from '../capture/capture.types.js';
import { composeEvent, Declaration, MadeItem } from './compose-event.js';

export type DeclareAnswer =
  | { readonly eventId: string; readonly unchanged: boolean; readonly itemUri?: string }
  | { readonly findings: readonly Finding[] };

/** Records what a person said in a form, as the EPCIS event that says the same. */
@Injectable()
export class Declare {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CaptureEvents) private readonly capture: CaptureEvents,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  async run(actor: Actor, declaration: Declaration, audience: Audience): Promise<DeclareAnswer> {
    const filiere = await this.filieres.get(actor.filiereId);
    const keyDataFindings = madeItems(declaration).flatMap(({ item, path }) =>
      checkKeyData(filiere, item.granularity as never, item.keyData ?? {}).map((finding) => ({
        ...finding,
        path: `${path}.keyData.${finding.field ?? finding.path ?? ''}`,
      })),
    );
    const { record, findings } = recordOf(declaration);
    const errors = [...keyDataFindings, ...findings].filter(({ severity }) => severity === 'error');
    if (errors.length || !record) return { findings: errors };
    const answer = await this.capture.records(actor, [record], audience);
    if ('findings' in answer) return answer;
    const [made] = madeItems(declaration);
    return {
      eventId: answer.eventIds[0]!,
      unchanged: answer.unchanged > 0,
      ...(made && { itemUri: made.item.uri }),
    };
  }

  /** How the acting organisation is named in events, and the authority of its private references. */
  async self(actor: Actor): Promise<{ party: string; authority: string }> {
    const id = organisationOf(actor);
    return this.db.transaction(actor, async (tx) => (await partiesOf(tx, [id])).get(id)!);
  }

  /** The same for partners, by id; one that is no active member is left out. */
  async partners(
    actor: Actor,
    ids: readonly string[],
  ): Promise<Map<string, { party: string; authority: string }>> {
    return this.db.transaction(actor, (tx) => partiesOf(tx, ids));
  }
}

/** The capture record of a declaration: its event, checked, and what it says of the items made. */
export function recordOf(declaration: Declaration): { record?: CaptureRecord; findings: readonly Finding[] } {
  const { event, findings } = readEvent(composeEvent(declaration));
  if (!event) return { findings };
  return {
    findings,
    record: {
      event,
      descriptions: madeItems(declaration).map(({ item }) => item),
      ...(declaration.sharedWith && { sharedWith: declaration.sharedWith }),
    },
  };
}

function madeItems(declaration: Declaration): { item: MadeItem; path: string }[] {
  if (declaration.kind === 'lot') return [{ item: declaration.item, path: 'input' }];
  if (declaration.kind === 'transformation')
    return declaration.outputs.map((item, index) => ({ item, path: `input.outputs[${index}]` }));
  return declaration.kind === 'packing' && declaration.made
    ? [{ item: declaration.made, path: 'input' }]
    : [];
}

const SCHEMES = ['siren', 'gln', 'vat', 'lei', 'duns'] as const;

/** Party URI and reference authority of active members: their SIREN, else another number, else their id here. */
export async function partiesOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { party: string; authority: string }>> {
  const rows = await tx.query<{ id: string; scheme: string | null; value: string | null }>(
    `select m.organisation_id as id, i.scheme, i.value from membership m
     left join organisation_identifier i on i.organisation_id = m.organisation_id
     where m.filiere_id = $1 and m.organisation_id = any ($2::uuid[]) and m.status = 'active'`,
    [tx.actor.filiereId, ids],
  );
  const parties = new Map<string, { party: string; authority: string }>();
  for (const id of new Set(rows.map((row) => row.id))) {
    const own = rows.filter((row) => row.id === id);
    const scheme = SCHEMES.find((candidate) => own.some((row) => row.scheme === candidate));
    const value = own.find((row) => row.scheme === scheme)?.value;
    parties.set(
      id,
      scheme && value
        ? { party: partyUri(scheme, value), authority: value }
        : { party: partyUri('private', id), authority: id },
    );
  }
  return parties;
}
