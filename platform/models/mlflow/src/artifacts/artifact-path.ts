import { invalid } from '../mlflow.errors.js';

const LONGEST_PATH = 1_024;
const LONGEST_NAME = 250;

/**
 * A path below the folder of artifacts, its parts joined by `/`; '' is the folder itself. Raises INVALID_PARAMETER_VALUE
 * for what would lead out of it, or to another file than it says.
 */
export function artifactPath(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return '';
  const parts = trimmed.split('/');
  const isFine = (part: string) =>
    part !== '' && part !== '.' && part !== '..' && !part.endsWith('.tmp~') && Buffer.byteLength(part) <= LONGEST_NAME;
  // A backslash parts paths on other systems, and control characters hide what a name is.
  if (trimmed.length > LONGEST_PATH || !parts.every(isFine) || /[\\\p{Cc}]/u.test(trimmed))
    throw invalid('Invalid path');
  return parts.join('/');
}

/** As `artifactPath`, of a folder to be listed: clients name the folder itself `.`, and what is in it `./…`. */
export const folderPath = (path: string): string =>
  artifactPath(
    path
      .split('/')
      .filter((part) => part !== '.')
      .join('/'),
  );

/** The path below the folder of artifacts that `mlflow-artifacts:/1/…` names; undefined for files that lie elsewhere. */
export function pathOfUri(uri: string): string | undefined {
  const [, path] = /^mlflow-artifacts:\/(?:\/[^/]*\/)?([^/].*)$/.exec(uri) ?? [];
  return path === undefined ? undefined : artifactPath(path);
}
