/** Points git at the hooks of the house; outside a checkout (a package, an image) there is nothing to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

if (existsSync(new URL('../../.git', import.meta.url))) {
  const { status } = spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { cwd: root, stdio: 'ignore' });
  // A checkout of another user, or a machine without git: no reason to refuse the installation.
  if (status !== 0) console.warn('The git hooks are not set; "git config core.hooksPath .githooks" sets them.');
}
