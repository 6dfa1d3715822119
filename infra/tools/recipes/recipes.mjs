/** The Python environment of the platform's recipes, made ahead by what makes it for a service at first use. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LOCK = fileURLToPath(new URL('../../../platform/training/python/recipes/requirements.lock', import.meta.url));

export const recipes = {
  name: 'recipes',

  lock: LOCK,

  executables(home) {
    const made = existsSync(home)
      ? readdirSync(home).find((name) => existsSync(join(home, name, 'ready.json')))
      : undefined;
    return made && { 'recipes-python': join(home, made, 'bin', 'python') };
  },

  async install(home) {
    const { PythonEnvironments } = await import('@mesh/training-python');
    rmSync(home, { recursive: true, force: true });
    const environments = new PythonEnvironments({ home, installerEnvironment: process.env });
    await environments.interpreter(pathToFileURL(LOCK), {
      onLine: (line) => process.stderr.isTTY && console.error(line),
    });
  },
};
