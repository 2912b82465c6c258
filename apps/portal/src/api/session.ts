import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { isUnauthenticated } from './api-error';
import { readSession, type Session } from './rest';

/** The session, or null when nobody is signed in. */
export const sessionOptions = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await readSession();
    } catch (error) {
      if (isUnauthenticated(error)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const useSession = () => useQuery(sessionOptions);

/** What belongs to no person: kept from one session to the next. */
const PUBLIC_KEYS: readonly unknown[] = ['session', 'filieres'];

/** Puts a new session in place; nothing read under the former one stays. */
export function useNewSession() {
  const client = useQueryClient();
  return (session: Session | null) => {
    client.setQueryData(sessionOptions.queryKey, session);
    client.removeQueries({ predicate: ({ queryKey }) => !PUBLIC_KEYS.includes(queryKey[0]) });
  };
}
