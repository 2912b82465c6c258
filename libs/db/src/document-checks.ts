import { createHash } from 'node:crypto';
import { DEFINITIONS, REVISE } from '@maillon/documents';

const quoted = (words: readonly string[]): string =>
  [...new Set(words)].map((word) => `'${word}'`).join(', ');
const triple = (type: string, version: number, state: string): string =>
  `('${type}', ${version}, '${state}')`;

/**
 * What the definitions of documents say, as checks of their tables: a state that its type does not know, a closed document
 * that awaits somebody, an open one that awaits nobody, or a draft shown to the other side cannot be stored, whatever code tries.
 */
function checks(): readonly { readonly table: string; readonly name: string; readonly condition: string }[] {
  const states = DEFINITIONS.flatMap(({ type, version, states: own }) =>
    own.map((state) => ({ type, version, ...state })),
  );
  const listed = (list: typeof states) =>
    list.map(({ type, version, name }) => triple(type, version, name)).join(', ');
  const closed = states.filter(({ mustAct }) => mustAct === null);
  return [
    {
      table: 'exchange_document',
      name: 'exchange_document_state',
      condition: `(type, version, state) in (${listed(states)})`,
    },
    {
      table: 'exchange_document',
      name: 'exchange_document_turn',
      condition: `(must_act_id is null) = ((type, version, state) in (${listed(closed)}))`,
    },
    {
      table: 'exchange_document',
      name: 'exchange_document_shown',
      condition: `(shown_to is null) = (state in ('draft', 'discarded'))`,
    },
    {
      table: 'exchange_act',
      name: 'exchange_act_name',
      condition: `act in (${quoted([...DEFINITIONS.flatMap(({ acts }) => acts.map(({ name }) => name)), REVISE])})`,
    },
  ];
}

/** Statements that put the checks in place; one that stands as it should is left alone, for adding it reads the table. */
export function documentCheckStatements(): string[] {
  return checks().map(({ table, name, condition }) => {
    const current = `${name}_${createHash('sha256').update(condition).digest('hex').slice(0, 8)}`;
    return `
      do $check$
      declare outdated text;
      begin
        if exists (select from pg_constraint where conrelid = '${table}'::regclass and conname = '${current}') then return; end if;
        for outdated in select conname from pg_constraint where conrelid = '${table}'::regclass and conname ~ '^${name}_[0-9a-f]{8}$' loop
          execute format('alter table ${table} drop constraint %I', outdated);
        end loop;
        alter table ${table} add constraint ${current} check (${condition});
      end $check$`;
  });
}
