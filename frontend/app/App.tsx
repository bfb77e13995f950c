import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { NotFound, Refused } from '../lib/http.ts';
import { Crash } from './Crash.tsx';
import { Layout } from './Layout.tsx';
import { Pages } from './Pages.tsx';
import { theme } from './theme.ts';

const PATIENT_RETRIES = 2;

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        !(error instanceof NotFound || error instanceof Refused) && count < PATIENT_RETRIES,
      retryDelay: (attempt) => 600 * 2 ** attempt,
    },
  },
});

/**
 * Everything around the pages. Mantine writes no style element (`withCssVariables`,
 * `withGlobalClasses` off): the policy forbids it, and `theme.css` holds what it would say.
 */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Crash>
            <Layout>
              <Pages />
            </Layout>
          </Crash>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
