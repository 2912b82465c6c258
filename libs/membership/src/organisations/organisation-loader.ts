import { TenantDb } from '@maillon/db';
import { actorOf, loaderOf, RequestContext } from '@maillon/graphql';
import { organisationsById } from './organisation.queries.js';
import { OrganisationType } from './organisation.types.js';

/** Organisations of the filière, each read once a request. */
export const organisationLoader = (context: RequestContext, db: TenantDb) =>
  loaderOf<OrganisationType>(context, 'organisation', (ids) =>
    db.transaction(actorOf(context), (tx) => organisationsById(tx, ids)),
  );
