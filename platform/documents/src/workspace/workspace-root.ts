import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { WorkspaceErrors } from './workspace.errors.js';

/** The folder of the mesh workspace that a path is in; throws WORKSPACE.NOT_FOUND outside of one. */
export async function workspaceRootOf(path: string): Promise<string> {
  const folder = resolve(path);
  if (await isRoot(folder)) return folder;
  const above = dirname(folder);
  if (above === folder) throw WorkspaceErrors.NOT_FOUND();
  return workspaceRootOf(above);
}

async function isRoot(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
  try {
    const { workspaces } = JSON.parse(text) as { workspaces?: unknown };
    return Array.isArray(workspaces) && workspaces.some((pattern) => String(pattern).startsWith('contracts/'));
  } catch {
    return false;
  }
}
