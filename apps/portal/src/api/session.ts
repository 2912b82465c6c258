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

/** Puts a new session in place; nothing read under the former one stays. */
export function useNewSession() {
  const client = useQueryClient();
  return (session: Session | null) => {
    client.clear();
    client.setQueryData(sessionOptions.queryKey, session);
  };
}
