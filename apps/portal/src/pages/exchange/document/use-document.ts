import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  definitionOf,
  type DocumentContent,
  type DocumentDefinition,
  type DocumentLine,
  type DocumentType,
  type Values,
} from '@maillon/documents';
import { execute } from '../../../api/execute';
import { usePlace } from '../../../api/place';
import { useOperationKey, useRead } from '../../../api/use-operation';
import type { DocumentReadQuery } from '../../../generated/graphql';
import { typeOfName } from '../kinds';
import { DocumentLines, DocumentRead } from './document-queries';

export type DocumentHead = NonNullable<DocumentReadQuery['document']>;

/** A document as the pages show it: its head, its content, and the rules of its kind. */
export interface OpenDocument {
  readonly head: DocumentHead;
  readonly type: DocumentType;
  readonly definition: DocumentDefinition;
  readonly content: DocumentContent;
  /** False while further lines are on their way. */
  readonly isComplete: boolean;
}

const REFRESH_MS = 20_000;

/** Reads a document and all its lines, 500 at a time; `document` is null when there is none to be seen. */
export function useDocument(id: string) {
  const head = useRead(DocumentRead, { id }, { refetchInterval: REFRESH_MS });
  const lines = useLines(id, head.data?.document?.revision);
  const read = head.data?.document;
  let document: OpenDocument | null | undefined;
  if (read === null) document = null;
  else if (read && lines.data) document = openDocument(read, lines.data, lines.isComplete);
  return {
    document,
    isPending: document === undefined && !head.isError && !lines.isError,
    error: head.error ?? lines.error,
    retry: () => {
      void head.refetch();
      void lines.refetch();
    },
  };
}

function openDocument(head: DocumentHead, lines: readonly DocumentLine[], isComplete: boolean): OpenDocument {
  const type = typeOfName(head.content.__typename);
  return {
    head,
    type,
    definition: definitionOf(type),
    content: { state: head.state.name, header: head.content.values as Values, lines },
    isComplete,
  };
}

/** All lines of a document; read again when an act has changed it. */
function useLines(id: string, revision: number | undefined) {
  const place = usePlace();
  const keyOf = useOperationKey();
  const query = useInfiniteQuery({
    queryKey: keyOf(DocumentLines, { id, revision }),
    enabled: revision !== undefined,
    queryFn: ({ pageParam, signal }) => execute(place, DocumentLines, { id, after: pageParam }, signal),
    // an act changed it: the lines of before stay on screen, and the dialog open over them, until the new ones come
    placeholderData: (before, query) =>
      (query?.queryKey.at(-1) as { id?: string } | undefined)?.id === id ? before : undefined,
    initialPageParam: null as string | null,
    getNextPageParam: ({ document }) => {
      const page = document?.content.lines.pageInfo;
      return page?.hasNextPage ? page.endCursor : null;
    },
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const data = query.data?.pages.flatMap(({ document }) =>
    (document?.content.lines.edges ?? []).map(({ node }): DocumentLine => ({
      lineNumber: node.lineNumber,
      values: node.values as Values,
    })),
  );
  return {
    data,
    isComplete: query.data !== undefined && !query.isPlaceholderData && !hasNextPage,
    isError,
    error: query.error,
    refetch: query.refetch,
  };
}
