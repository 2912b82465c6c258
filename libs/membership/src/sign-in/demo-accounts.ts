import { Inject, Injectable } from '@nestjs/common';
import { platformActor, Role } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { FiliereDirectory } from '../filieres/filiere-directory.js';

export type DemoPart = 'supplier' | 'prime' | 'committee';

export interface DemoAccount {
  readonly organisation: string | null;
  readonly email: string;
}

interface Row {
  id: string;
  email: string;
  role: Role;
  organisation: string | null;
  siren: string | null;
}

/** The people of the demo chains: there only when the installation was seeded with them, and marked so in the database. */
@Injectable()
export class DemoAccounts {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  async all(): Promise<Map<number, Record<DemoPart, DemoAccount>>> {
    const found = await Promise.all(
      (await this.filieres.all()).map(async ({ id }) => [id, await this.of(id)] as const),
    );
    return new Map(
      found.flatMap(([id, parts]) => {
        const accountOf = (part: DemoPart) => ({
          organisation: parts[part]!.organisation,
          email: parts[part]!.email,
        });
        const isWhole = parts.supplier && parts.prime && parts.committee;
        return isWhole
          ? [
              [
                id,
                {
                  supplier: accountOf('supplier'),
                  prime: accountOf('prime'),
                  committee: accountOf('committee'),
                },
              ] as const,
            ]
          : [];
      }),
    );
  }

  /** The demo person of a part, or undefined where the installation holds no demo. */
  async personOf(filiereId: number, part: string): Promise<string | undefined> {
    const parts: Partial<Record<string, Row>> = await this.of(filiereId);
    return parts[part]?.id;
  }

  private async of(filiereId: number): Promise<Partial<Record<DemoPart, Row>>> {
    const { demo } = await this.filieres.get(filiereId);
    const sirenOf = (key: string) =>
      demo.organisations.find((organisation) => organisation.key === key)?.siren;
    const rows = await this.db.transaction(platformActor(filiereId), (tx) =>
      tx.query<Row>(
        `select p.id, p.email, r.role, o.name as organisation, i.value as siren
         from role_assignment r join person p on p.id = r.person_id and p.is_demo
         left join organisation o on o.id = r.organisation_id
         left join organisation_identifier i on i.organisation_id = o.id and i.scheme = 'siren'
         where r.filiere_id = $1 and r.role in ('owner', 'steward') order by r.id`,
        [filiereId],
      ),
    );
    const ownerOf = (key: string) =>
      rows.find(({ siren, role }) => role === 'owner' && siren === sirenOf(key));
    return {
      supplier: ownerOf(demo.supplier),
      prime: ownerOf(demo.primeContractor),
      committee: rows.find(({ role }) => role === 'steward'),
    };
  }
}
