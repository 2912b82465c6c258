import { Inject, Injectable } from '@nestjs/common';
import { DomainError, newId, notFound, platformActor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '../audit/record-act.js';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { Passwords } from '../sign-in/passwords.js';
import { Origin, sha256, SignIn } from '../sign-in/sign-in.js';

interface Open {
  id: string;
  email: string;
  role: string;
  organisation_id: string | null;
  organisation_name: string | null;
  mandate_until: Date | null;
}

export interface NewPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
}

/** Uses an invitation: shows what it offers, then makes the person a member. Used, expired and unknown links answer alike. */
@Injectable()
export class AcceptInvitation {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SignIn) private readonly signIn: SignIn,
  ) {}

  async show(
    slug: string,
    token: string,
  ): Promise<{ email: string; role: string; organisation: string | null; known: boolean }> {
    const filiereId = await this.filiereId(slug);
    return this.db.transaction(platformActor(filiereId), async (tx) => {
      const open = await openInvitation(tx, token);
      const [person] = await tx.query('select from person where email = $1', [open.email]);
      return {
        email: open.email,
        role: open.role,
        organisation: open.organisation_name,
        known: Boolean(person),
      };
    });
  }

  /** A new person gives name and password; a person already known gives its present password. Answers a session token. */
  async run(slug: string, token: string, person: NewPerson, origin: Origin): Promise<string> {
    const filiereId = await this.filiereId(slug);
    const actor = platformActor(filiereId);
    const open = await this.db.transaction(actor, (tx) => openInvitation(tx, token));
    const [known] = await this.db.identity(undefined, (tx) =>
      tx.query<{ id: string }>('select id from person where email = $1', [open.email]),
    );
    const session = known ? await this.signIn.withPassword(open.email, person.password, origin) : undefined;
    const hash = known ? undefined : await this.passwords.hash(person.password);
    const personId = await this.db.transaction(actor, async (tx) => {
      const used = await tx.query(
        'update invitation set accepted_at = now() where filiere_id = $1 and id = $2 and accepted_at is null returning id',
        [filiereId, open.id],
      );
      if (!used.length) throw goneInvitation();
      const id = known?.id ?? (await addPerson(tx, open.email, person, hash!));
      await tx.query(
        `insert into role_assignment as r (filiere_id, id, person_id, organisation_id, role, mandate, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (filiere_id, person_id, organisation_id)
         do update set role = excluded.role, mandate = excluded.mandate, valid_until = excluded.valid_until`,
        [
          filiereId,
          newId(),
          id,
          open.organisation_id,
          open.role,
          open.mandate_until !== null,
          open.mandate_until,
        ],
      );
      await recordAct(tx, {
        action: 'invitation.accept',
        subjectType: 'person',
        subjectId: id,
        details: { role: open.role },
      });
      return id;
    });
    return session?.token ?? this.signIn.open(personId, origin);
  }

  private async filiereId(slug: string): Promise<number> {
    const filiere = await this.filieres.find(slug);
    if (!filiere) throw goneInvitation();
    return filiere.id;
  }
}

async function openInvitation(tx: Tx, token: string): Promise<Open> {
  const [open] = await tx.query<Open>(
    `select i.id, i.email, i.role, i.organisation_id, o.name as organisation_name, i.mandate_until
     from invitation i left join organisation o on o.id = i.organisation_id
     where i.filiere_id = $1 and i.token_hash = $2 and i.accepted_at is null and i.expires_at > now()`,
    [tx.actor.filiereId, sha256(token)],
  );
  if (!open) throw goneInvitation();
  return open;
}

const goneInvitation = (): DomainError =>
  new DomainError('GONE', {
    fr: 'Ce lien d’invitation a déjà servi ou n’est plus valable. Demandez-en un nouveau à la personne qui vous a invité.',
    en: 'This invitation link was used already or is no longer valid. Ask the person who invited you for a new one.',
  });

async function addPerson(tx: Tx, email: string, person: NewPerson, passwordHash: string): Promise<string> {
  const [firstName, lastName] = [person.firstName.trim(), person.lastName.trim()];
  if (!firstName || !lastName || firstName.length > 100 || lastName.length > 100) {
    throw new DomainError(
      'BAD_INPUT',
      { fr: 'Donnez votre prénom et votre nom.', en: 'Give your first and last name.' },
      firstName ? 'lastName' : 'firstName',
    );
  }
  const id = newId();
  const added = await tx.query(
    `insert into person (id, email, first_name, last_name, password_hash) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning id`,
    [id, email, firstName, lastName, passwordHash],
  );
  if (!added.length) throw notFound();
  return id;
}
