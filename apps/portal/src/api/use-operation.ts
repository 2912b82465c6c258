import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { TypedDocumentString } from '../generated/graphql';
import { execute } from './execute';
import { usePlace } from './place';

const nameOf = (document: { toString(): string }): string =>
  /(?:query|mutation)\s+(\w+)/.exec(document.toString())?.[1] ?? 'operation';

interface ReadOptions<Data> {
  readonly enabled?: boolean;
  readonly keepPrevious?: boolean;
  /** Milliseconds, or what says them from the last answer. */
  readonly refetchInterval?:
    number | false | ((query: { state: { data: Data | undefined } }) => number | false);
  readonly staleTime?: number;
}

/** The cache key of an operation: one place never sees what another read. */
export function useOperationKey() {
  const { slug, organisation } = usePlace();
  return (document: { toString(): string }, variables?: unknown) =>
    variables === undefined
      ? [slug, organisation, nameOf(document)]
      : [slug, organisation, nameOf(document), variables];
}

/** Reads one operation of the current place. */
export function useRead<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  options: ReadOptions<Data> = {},
) {
  const place = usePlace();
  const keyOf = useOperationKey();
  const { keepPrevious, ...rest } = options;
  return useQuery({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => execute(place, document, variables, signal),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
    ...rest,
  });
}

interface PageOf<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** Reads a list page by page (keyset cursors); `pick` finds the connection in the answer. */
export function usePages<Data, Variables extends { after?: string | null }, Node>(
  document: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  pick: (data: Data) => PageOf<Node>,
  refetchInterval: number | false = false,
) {
  const place = usePlace();
  const keyOf = useOperationKey();
  const query = useInfiniteQuery({
    queryKey: keyOf(document, variables),
    queryFn: ({ pageParam, signal }) =>
      execute(place, document, { ...variables, after: pageParam } as unknown as Variables, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (pick(last).pageInfo.hasNextPage ? pick(last).pageInfo.endCursor : null),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const nodes = query.data?.pages.flatMap((page) => pick(page).edges.map(({ node }) => node));
  return { ...query, nodes };
}

/**
 * Runs an operation that changes something, then reads again whatever the current place shows.
 * `onChanged` is told afterwards, also where that reading took away what the reader had pressed;
 * an `onSuccess` given to `mutate` is told only while its component is there.
 */
export function useChange<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  onChanged?: (answer: Data) => void,
) {
  const place = usePlace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: Variables) => execute(place, document, variables),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: [place.slug, place.organisation] });
      onChanged?.(answer);
    },
  });
}
