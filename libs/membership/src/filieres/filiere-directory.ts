import { Inject, Injectable } from '@nestjs/common';
import { Filiere } from '@maillon/filieres';
import { TenantDb } from '@maillon/db';

/** How long a process trusts what it has read of the filières, in milliseconds. */
const FRESH_FOR = 30_000;

/** The filières of this installation: data, read from the database, so that one can be added without a release. */
@Injectable()
export class FiliereDirectory {
  private bySlug = new Map<string, Filiere>();
  private byId = new Map<number, Filiere>();
  private readAt = -FRESH_FOR;

  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async find(slug: string): Promise<Filiere | undefined> {
    await this.refresh();
    return this.bySlug.get(slug);
  }

  /** The filière of an actor. Throws when it left the directory: an actor is made from an entry of it. */
  async get(id: number): Promise<Filiere> {
    await this.refresh();
    const filiere = this.byId.get(id);
    if (!filiere) throw new Error(`Filière ${id} is not in the directory.`);
    return filiere;
  }

  async all(): Promise<Filiere[]> {
    await this.refresh();
    return [...this.byId.values()];
  }

  private async refresh(): Promise<void> {
    if (Date.now() - this.readAt < FRESH_FOR && this.byId.size) return;
    const rows = await this.db.identity(undefined, (tx) =>
      tx.query<{ definition: Filiere }>(
        'select definition from filiere where retired_on is null order by id',
      ),
    );
    this.bySlug = new Map(rows.map(({ definition }) => [definition.slug, definition]));
    this.byId = new Map(rows.map(({ definition }) => [definition.id, definition]));
    this.readAt = Date.now();
  }
}
