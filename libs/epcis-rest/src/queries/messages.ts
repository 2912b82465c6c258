import { Finding, text } from '@maillon/kernel';

/** A query that subscriptions follow stays until they are deleted: whoever receives them must not be cut off unseen. */
export const queryFollowed = (count: number): Finding => ({
  code: 'QUERY_FOLLOWED',
  severity: 'error',
  path: 'name',
  message: text(
    count === 1 ? 'Un abonnement suit cette question.' : `${count} abonnements suivent cette question.`,
    count === 1 ? 'A subscription follows this query.' : `${count} subscriptions follow this query.`,
  ),
  remedy: text(
    count === 1 ? 'Supprimez-le d’abord, puis la question.' : 'Supprimez-les d’abord, puis la question.',
    count === 1 ? 'Delete it first, then the query.' : 'Delete them first, then the query.',
  ),
});
