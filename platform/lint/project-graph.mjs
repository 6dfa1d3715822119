import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';

/**
 * Makes the project graph if no cached one is readable: without it the boundary rule skips itself and reports success.
 * Throws when the graph cannot be made, so that a lint that could not look at the boundaries fails.
 */
export async function ensureProjectGraph() {
  try {
    readCachedProjectGraph();
  } catch {
    await createProjectGraphAsync({ exitOnError: false });
    readCachedProjectGraph();
  }
}
