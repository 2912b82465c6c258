import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiError, isUnauthenticated } from './api/api-error';
import { sessionOptions } from './api/session';
import { LanguageProvider } from './language';
import { router } from './router';
import { theme } from './theme';

/** A session that ended shows the sign-in page, which leads back here. */
const onError = (error: unknown): void => {
  if (isUnauthenticated(error)) client.setQueryData(sessionOptions.queryKey, null);
};

const isWorthRetrying = (count: number, error: unknown): boolean =>
  count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502);

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 10_000, refetchOnWindowFocus: false } },
});

export function App() {
  return (
    <LanguageProvider>
      <MantineProvider
        theme={theme}
        forceColorScheme="light"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  );
}
