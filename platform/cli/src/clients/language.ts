import type { ClientNames } from './client-names.js';
import { pythonFiles, PYTHON_OPTIONS } from './python.js';
import { typescriptFiles, TYPESCRIPT_OPTIONS } from './typescript.js';

/** A language in which clients are made. */
export interface Language {
  readonly generator: string;
  /** Where the generator writes, below the folder of the client. */
  readonly sources: string;
  readonly options: (names: ClientNames) => Readonly<Record<string, string>>;
  /** What makes a package of the sources, by path; the generator's own would build with tools of yesterday. */
  readonly files: (names: ClientNames) => Readonly<Record<string, string>>;
}

/** The languages by the name that `--lang` takes. */
export const LANGUAGES = {
  typescript: { generator: 'typescript-fetch', sources: 'src', options: TYPESCRIPT_OPTIONS, files: typescriptFiles },
  python: { generator: 'python', sources: '.', options: PYTHON_OPTIONS, files: pythonFiles },
} as const satisfies Readonly<Record<string, Language>>;

/** Everything that a client is called after. */
export function clientNames(id: string, info: { readonly title: string; readonly version: string }): ClientNames {
  const product = id.split('.').at(-1) ?? id;
  return { id, product, title: info.title, version: info.version, module: `${product.replaceAll('-', '_')}_client` };
}
