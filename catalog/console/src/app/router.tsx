import { createBrowserRouter } from 'react-router';
import { SIGNED_IN_PATH } from '../session/session.js';
import { features } from './features.js';
import { NotFoundPage } from './not-found-page.js';
import { RouteFault } from './route-fault.js';
import { Shell } from './shell.js';
import { SignedInPage } from './signed-in-page.js';

/** Every page of every feature, inside the shell. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <RouteFault />,
        children: [
          ...features.flatMap(({ routes }) => routes),
          { path: SIGNED_IN_PATH, element: <SignedInPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
