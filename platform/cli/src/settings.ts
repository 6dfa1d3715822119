import { resolve } from 'node:path';
import { CliErrors } from './cli.errors.js';

/** What the command line takes from its surroundings; the one place that reads them. */
export interface Settings {
  /** Absolute path of the folder that the mesh writes to. */
  readonly meshHome: string;
  readonly controlPlanePort: number;
  /** A bearer token to use instead of asking for one. */
  readonly token?: string;
  /** Shows stacks of errors. */
  readonly debug: boolean;
}

/** Reads the variables once; throws CLI.SETTING_WRONG with the variable's name, never its value. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const token = env.MESH_TOKEN;
  return Object.freeze({
    meshHome: resolve(env.MESH_HOME ?? '.mesh'),
    controlPlanePort: portOf(env.MESH_PORT ?? '4000'),
    ...(token === undefined || token === '' ? {} : { token }),
    debug: env.MESH_DEBUG !== undefined && env.MESH_DEBUG !== '' && env.MESH_DEBUG !== '0',
  });
}

/** The control plane's port leaves room for the domain services behind it. */
function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_531) {
    throw CliErrors.SETTING_WRONG({ variable: 'MESH_PORT', expected: 'a port number from 1 to 65531' });
  }
  return port;
}
