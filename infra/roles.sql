-- What an operator applies first, once per PostgreSQL server, as a superuser or a role with CREATEROLE.
-- Passwords: set your own with  alter role maillon_app password '...'.

do $$
begin
  if not exists (select from pg_roles where rolname = 'maillon_owner') then
    create role maillon_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'maillon_app') then
    create role maillon_app login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'maillon_frontier') then
    create role maillon_frontier nologin nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end
$$;

-- The owner hands one function over to the role that may read that a hidden step exists.
grant maillon_frontier to maillon_owner;

-- A forgotten transaction or a runaway statement ends by itself.
alter role maillon_app set idle_in_transaction_session_timeout = '60s';
alter role maillon_app set statement_timeout = '60s';
alter role maillon_app set lock_timeout = '10s';
