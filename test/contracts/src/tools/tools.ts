import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storyNeeding } from '@mesh/testing';
import { root } from '../workspace.js';

/** A program that `npm run tools` installs. */
export type Tool =
  'datacontract' | 'openapi-generator' | 'python' | 'schemathesis' | 'mlflow' | 'papermill' | 'science-python';

interface Part {
  readonly lock: string;
  readonly fingerprint: string;
  readonly executables: Readonly<Record<string, string>>;
}

/** Where a program is; throws, in one sentence, when it is missing or older than what pins it. */
export function toolPath(tool: Tool): string {
  const part = parts().find(({ executables }) => tool in executables);
  const path = part?.executables[tool];
  if (part === undefined || path === undefined || !existsSync(path) || !isCurrent(part))
    throw new Error(`${tool} is not installed in the version that the tests need: run "npm run tools".`);
  return path;
}

/** `describe` for a story that needs programs; left out without them, but never where CI=true: there it fails. */
export function storyWith(...tools: readonly Tool[]): (name: string, tell: () => void) => void {
  const needs = tools.map((name) => ({ name, remedy: 'npm run tools', find: () => toolPath(name) }));
  return storyNeeding(needs, { mustBeTold: process.env.CI === 'true' });
}

function parts(): readonly Part[] {
  const record = join(root, '.tools/tools.json');
  if (!existsSync(record)) return [];
  return Object.values(JSON.parse(readFileSync(record, 'utf8')) as Record<string, Part>);
}

function isCurrent({ lock, fingerprint }: Part): boolean {
  const path = join(root, lock);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === fingerprint;
}
