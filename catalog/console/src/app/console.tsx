import { RouterProvider } from 'react-router/dom';
import type { ConsoleSettings } from '../session/console-settings.js';
import { Providers } from './providers.js';
import { router } from './router.js';

/** The whole console. */
export function Console({ settings }: { settings: ConsoleSettings | undefined }) {
  return (
    <Providers settings={settings}>
      <RouterProvider router={router} />
    </Providers>
  );
}
