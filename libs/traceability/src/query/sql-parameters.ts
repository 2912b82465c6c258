/** Collects the values of one statement: each gets a place `$n`, cast to its type, and never stands in the text itself. */
export class SqlParameters {
  readonly values: unknown[] = [];

  add(
    value: unknown,
    type:
      | 'text'
      | 'text[]'
      | 'jsonb'
      | 'bigint[]'
      | 'uuid'
      | 'uuid[]'
      | 'timestamptz'
      | 'bigint'
      | 'integer'
      | 'smallint'
      | 'numeric',
  ): string {
    const sent = type === 'jsonb' ? JSON.stringify(value) : value;
    this.values.push(sent);
    return `$${this.values.length}::${type}`;
  }
}
