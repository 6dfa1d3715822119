import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './workspace.js';

interface Finding {
  readonly rule: string | null;
  readonly message: string;
}

const BOUNDARIES = '@nx/enforce-module-boundaries';
const IMPORTS = 'no-restricted-imports';
const inDomain = 'domains/cardiology/src/canary.ts';
const inContract = 'contracts/cardiology/heart-disease-risk/src/canary.ts';
const inSdk = 'platform/lineage/port/src/canary.ts';

/** Each row is a text that somebody could write tomorrow; the last column is the rule that refuses it. */
const FORBIDDEN = [
  ['a domain that talks to Kafka itself', inDomain, `import 'kafkajs';`, IMPORTS],
  ['a domain that talks to PostgreSQL itself', inDomain, `import 'pg';`, BOUNDARIES],
  ['a domain that loads models into an engine itself', inDomain, `import 'onnxruntime-node';`, BOUNDARIES],
  ['a domain that picks an adapter', inDomain, `import '@mesh/events-postgres';`, BOUNDARIES],
  ['a domain that picks an adapter when it runs', inDomain, `void import('@mesh/lake-local');`, BOUNDARIES],
  ['a domain that reaches into the control plane', inDomain, `import '@mesh/models-service';`, BOUNDARIES],
  ['a domain that ships the test kit', inDomain, `import '@mesh/testing';`, BOUNDARIES],
  ['a declaration that needs the runtime', inContract, `import '@mesh/runtime';`, BOUNDARIES],
  ['a declaration that needs a framework', inContract, `import '@nestjs/common';`, BOUNDARIES],
  ['a port that knows its adapter', inSdk, `import '@mesh/database';`, BOUNDARIES],
  ['the language that knows a port', 'platform/product/src/canary.ts', `import '@mesh/lineage';`, BOUNDARIES],
  ['the platform that knows a domain', 'platform/boot/src/canary.ts', `import '@mesh/cardiology';`, BOUNDARIES],
  ['the platform that knows a contract', inSdk, `import '@mesh/heart-disease-risk';`, BOUNDARIES],
  [
    'a service that starts another service',
    'platform/control-plane/src/canary.ts',
    `import '@mesh/cardiology';`,
    BOUNDARIES,
  ],
  ['an import past the public face', inDomain, `import '@mesh/product/src/index.js';`, IMPORTS],
  ['an import past the folder', inSdk, `import '../../../product/src/index.js';`, BOUNDARIES],
] as const;

const ALLOWED = [
  ['a domain that uses the runtime', inDomain, `import '@mesh/runtime';`],
  ['a domain that keeps its own contract', inDomain, `import '@mesh/heart-disease-risk';`],
  ['a declaration in the declaration language', inContract, `import '@mesh/product';`],
  ['a spec that uses the test kit', 'domains/cardiology/src/canary.spec.ts', `import '@mesh/testing';`],
  ['an adapter that uses its driver', 'platform/database/src/canary.ts', `import 'pg';`],
  ['the command, which starts the services', 'platform/cli/src/canary.ts', `import '@mesh/cardiology';`],
] as const;

function judge(candidates: readonly { path: string; text: string }[]): readonly (readonly Finding[])[] {
  const emptyCache = mkdtempSync(join(tmpdir(), 'mesh-graph-'));
  try {
    const answer = execFileSync(process.execPath, ['test/architecture/lint/judge.mjs'], {
      cwd: root,
      input: JSON.stringify(candidates),
      env: { ...process.env, NX_WORKSPACE_DATA_DIRECTORY: emptyCache, NX_DAEMON: 'false' },
      timeout: 60_000,
    });
    return JSON.parse(answer.toString('utf8')) as Finding[][];
  } finally {
    rmSync(emptyCache, { recursive: true, force: true });
  }
}

describe('given a lint that starts without a project graph', () => {
  let verdicts: ReturnType<typeof judge>;

  beforeAll(() => {
    verdicts = judge([...FORBIDDEN, ...ALLOWED].map(([, path, text]) => ({ path, text })));
  }, 90_000);

  it.each(FORBIDDEN.map(([what, , , rule], row) => ({ what, rule, row })))('refuses $what', ({ rule, row }) => {
    expect(verdicts[row]?.map((finding) => finding.rule)).toContain(rule);
  });

  it.each(ALLOWED.map(([what], row) => ({ what, row: FORBIDDEN.length + row })))('lets pass $what', ({ row }) => {
    expect(verdicts[row]).toEqual([]);
  });
});
