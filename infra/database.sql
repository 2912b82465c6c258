-- Applied once in the new database, as its creator, after roles.sql.
revoke all on schema public from public;
alter schema public owner to maillon_owner;
grant usage on schema public to maillon_app, maillon_frontier;
-- The queue keeps its own tables apart (only when the queue runs on PostgreSQL).
create schema if not exists queue authorization maillon_app;
