import type { ClientNames } from './client-names.js';

/** ECMAScript modules, and dates as dates. */
export const TYPESCRIPT_OPTIONS = (): Readonly<Record<string, string>> => ({ importFileExtension: '.js' });

/** A package that builds under strict settings; `problemOf` gives what a refused call was answered. */
export const typescriptFiles = ({ id, product, title, version }: ClientNames): Readonly<Record<string, string>> => ({
  'package.json': `${JSON.stringify(
    {
      name: `${product}-client`,
      version,
      private: true,
      description: `Client of ${id}.`,
      type: 'module',
      exports: { '.': { types: './dist/client.d.ts', default: './dist/client.js' } },
      engines: { node: '>=20' },
      scripts: { build: 'tsc' },
      devDependencies: { typescript: '>=5.5' },
    },
    null,
    2,
  )}\n`,
  'tsconfig.json': `${JSON.stringify(
    {
      compilerOptions: {
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        module: 'nodenext',
        types: [],
        strict: true,
        noUncheckedIndexedAccess: true,
        declaration: true,
        rootDir: 'src',
        outDir: 'dist',
      },
      include: ['src'],
    },
    null,
    2,
  )}\n`,
  'src/client.ts': `export * from './index.js';
export { problemOf } from './problem-of.js';
`,
  'src/problem-of.ts': `import { ProblemFromJSON, type Problem } from './models/index.js';
import { ResponseError } from './runtime.js';

/** The problem (RFC 9457) with which a call was refused; undefined for any other failure. */
export async function problemOf(failure: unknown): Promise<Problem | undefined> {
  if (!(failure instanceof ResponseError)) return undefined;
  const { headers } = failure.response;
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true) return undefined;
  return ProblemFromJSON(await failure.response.clone().json());
}
`,
  'README.md': `# Client of ${title}

Made by \`mesh client\` from the OpenAPI document of \`${id}\` ${version}; changes by hand are lost when it is made anew.

\`\`\`ts
import { CallsApi, Configuration, problemOf } from '${product}-client';

const calls = new CallsApi(new Configuration({ accessToken: token }));
\`\`\`

A refused call throws; \`await problemOf(failure)\` tells which rule was broken where. Another address than that of the document is given as \`basePath\`. Build: \`npm install && npm run build\`.
`,
});
