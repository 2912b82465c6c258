import { useQueries } from '@tanstack/react-query';
import { execute } from '../../../api/execute';
import { organisationKey } from '../../../api/place';
import type { Place } from '../../../api/rest';
import { useSession } from '../../../api/session';
import { graphql } from '../../../generated/gql';
import type { InboxQuery } from '../../../generated/graphql';

const Inbox = graphql(/* GraphQL */ `
  query Inbox {
    inbox(first: 200) {
      edges {
        node {
          id
          number
          dueDate
          mySide
          lineCount
          recipientName
          label {
            fr
            en
          }
          state {
            name
            label {
              fr
              en
            }
            expected {
              fr
              en
            }
          }
          issuer {
            id
            name
          }
          recipient {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    pendingRevisions {
      id
      reason
      requestedAt
      requestedBy {
        id
        name
      }
      document {
        id
        number
        label {
          fr
          en
        }
      }
    }
  }
`);

type Awaiting = InboxQuery['inbox']['edges'][number]['node'];
type Revision = InboxQuery['pendingRevisions'][number];

/** One thing that awaits the person, in one of its filières. */
export type InboxRow = { readonly place: Place; readonly due?: string } & (
  | { readonly document: Awaiting; readonly revision?: undefined }
  | { readonly revision: Revision; readonly document?: undefined }
);

export interface InboxState {
  readonly rows: readonly InboxRow[];
  readonly isPending: boolean;
  /** Places whose answer did not come: what awaits there is missing from the rows. */
  readonly failed: readonly { readonly place: Place; readonly error: unknown; readonly retry: () => void }[];
  /** True when a filière holds more than was read. */
  readonly hasMore: boolean;
}

/** What awaits the person in every filière where it acts for a company: one request each, merged by due date. */
export function useInbox(): InboxState {
  const session = useSession();
  const places = (session.data?.places ?? []).filter(({ organisation }) => organisation);
  const answers = useQueries({
    queries: places.map((place) => {
      const acting = { slug: place.filiere.slug, organisation: organisationKey(place) };
      return {
        queryKey: [acting.slug, acting.organisation, 'Inbox', {}],
        queryFn: ({ signal }: { signal: AbortSignal }) => execute(acting, Inbox, {}, signal),
        refetchInterval: 60_000,
      };
    }),
  });
  const rows = answers.flatMap(({ data }, index) => (data ? rowsOf(data, places[index]!) : []));
  return {
    rows: rows.sort(byUrgency),
    isPending: session.isPending || answers.some(({ isPending }) => isPending),
    failed: answers.flatMap((answer, index) =>
      answer.isError
        ? [{ place: places[index]!, error: answer.error, retry: () => void answer.refetch() }]
        : [],
    ),
    hasMore: answers.some(({ data }) => data?.inbox.pageInfo.hasNextPage),
  };
}

function rowsOf(data: InboxQuery, place: Place): InboxRow[] {
  const documents = data.inbox.edges.map(({ node }): InboxRow => ({
    place,
    document: node,
    ...(node.dueDate && { due: node.dueDate }),
  }));
  return [...documents, ...data.pendingRevisions.map((revision): InboxRow => ({ place, revision }))];
}

/** Earliest due date first; what has none after what has one, a correction before a document. */
function byUrgency(a: InboxRow, b: InboxRow): number {
  if (a.due !== b.due) return (a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1;
  return Number(b.revision !== undefined) - Number(a.revision !== undefined);
}
