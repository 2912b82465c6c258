#!/bin/sh
# Run once by the image of PostgreSQL, after the roles were made.
set -eu
psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v owner="$MAILLON_OWNER_PASSWORD" -v app="$MAILLON_APP_PASSWORD" <<'SQL'
alter role maillon_owner password :'owner';
alter role maillon_app password :'app';
SQL
