import { Inject, Injectable } from '@nestjs/common';
import { Actor, Finding, newId } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { recordAct } from '../audit/record-act.js';
import { checkIdentifier, Scheme } from './identifiers.js';
import { organisationAdmitted } from './organisation-admitted.js';

export interface AdmitOrganisationCommand {
  readonly name: string;
  readonly scheme: string;
  readonly value: string;
  readonly city?: string;
  readonly department?: string;
  readonly country?: string;
  readonly tier?: number;
}

export type Admission = { readonly organisationId: string } | { readonly findings: readonly Finding[] };

/** A committee admits an organisation into its filière. One legal entity stays one organisation across filières. */
@Injectable()
export class AdmitOrganisation {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, command: AdmitOrganisationCommand): Promise<Admission> {
    const checked = checkIdentifier(command.scheme, command.value);
    const findings = [...(checked.ok ? [] : [checked.finding]), ...nameFindings(command.name)];
    if (!checked.ok || findings.length) return { findings };
    return this.db.transaction(actor, async (tx) => {
      const organisationId = await findOrAdd(tx, command, checked.scheme, checked.value);
      const added = await tx.query(
        `insert into membership (filiere_id, organisation_id, tier) values ($1, $2, $3)
         on conflict (filiere_id, organisation_id) do nothing returning organisation_id`,
        [actor.filiereId, organisationId, command.tier],
      );
      if (!added.length) return { findings: [alreadyMember(command)] };
      await recordAct(tx, {
        action: 'organisation.admit',
        subjectType: 'organisation',
        subjectId: organisationId,
        details: { name: command.name.trim(), scheme: checked.scheme, value: checked.value },
      });
      await enqueue(tx, organisationAdmitted, { organisationId });
      return { organisationId };
    });
  }
}

/** The organisation that already has this identifier, or a new one. A SIRET names an establishment of its SIREN. */
async function findOrAdd(
  tx: Tx,
  command: AdmitOrganisationCommand,
  scheme: Scheme,
  value: string,
): Promise<string> {
  const key = scheme === 'siret' ? { scheme: 'siren', value: value.slice(0, 9) } : { scheme, value };
  const [known] = await tx.query<{ organisation_id: string }>(
    'select organisation_id from organisation_identifier where scheme = $1 and value = $2',
    [key.scheme, key.value],
  );
  const organisationId = known?.organisation_id ?? newId();
  if (!known) {
    await tx.query(
      `insert into organisation (id, name, country, city, department) values ($1, $2, $3, $4, $5)`,
      [organisationId, command.name.trim(), command.country ?? 'FR', command.city, command.department],
    );
    await tx.query(
      'insert into organisation_identifier (scheme, value, organisation_id) values ($1, $2, $3)',
      [key.scheme, key.value, organisationId],
    );
  }
  if (scheme === 'siret') {
    await tx.query(
      `insert into establishment (id, organisation_id, siret, name, city, department) values ($1, $2, $3, $4, $5, $6)
       on conflict (siret) do nothing`,
      [newId(), organisationId, value, command.name.trim(), command.city, command.department],
    );
  }
  return organisationId;
}

function nameFindings(name: string): Finding[] {
  if (name.trim().length >= 1 && name.trim().length <= 200) return [];
  return [
    {
      code: 'NAME_LENGTH',
      severity: 'error',
      field: 'name',
      message: { fr: 'Le nom compte de 1 à 200 caractères.', en: 'A name has 1 to 200 characters.' },
      remedy: { fr: 'Donnez la raison sociale.', en: 'Give the registered name.' },
    },
  ];
}

const alreadyMember = (command: AdmitOrganisationCommand): Finding => ({
  code: 'ALREADY_MEMBER',
  severity: 'error',
  field: 'value',
  value: command.value,
  message: {
    fr: 'Cette organisation est déjà membre de la filière.',
    en: 'This organisation is already a member of the filière.',
  },
  remedy: {
    fr: 'Retrouvez-la dans la liste des membres ; vous pouvez y inviter une personne.',
    en: 'Find it in the list of members; you can invite a person there.',
  },
});
