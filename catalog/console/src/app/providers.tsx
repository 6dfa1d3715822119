import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { worthAnotherTry } from '../api/queries.js';
import type { ConsoleSettings } from '../session/console-settings.js';
import { Session } from '../session/session.js';
import { styleNonce } from './nonce.js';
import { cssVariables, theme } from './theme.js';

const FRESH_FOR_MS = 10_000;

/** What every page may rely on: look, session, answers of the mesh. */
export function Providers({ settings, children }: { settings: ConsoleSettings | undefined; children: ReactNode }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: worthAnotherTry, staleTime: FRESH_FOR_MS } } }),
  );
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Session settings={settings}>
        <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      </Session>
    </MantineProvider>
  );
}
