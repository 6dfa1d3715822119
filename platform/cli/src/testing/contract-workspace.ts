import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ran, type Ran } from './recording-terminal.js';

const PACKAGES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/** What a declaration of visits says; parts are TypeScript. */
export interface Visits {
  readonly version: string;
  /** Rules of the field `ward` of the event. */
  readonly ward?: string;
  readonly deprecated?: string;
  /** Another field of the event. */
  readonly more?: string;
}

const visits = ({ version, ward = '@IsString()', deprecated = '', more = '' }: Visits): string => `
import { IsInt, IsOptional, IsString } from 'class-validator';
import { dataProduct, event, Example, IsInstant } from '@mesh/product';

export class Visit {
  @Example('v-1')
  @IsString()
  visitId!: string;

  @Example('north')
  ${ward}
  ward?: string;

  ${more}

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  startedAt!: string;
}

export const product = dataProduct('cardiology.visits', {
  version: '${version}',
  title: 'Visits',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Know who comes.',
  sensitivity: 'internal',
  ${deprecated}
  ports: {
    visited: event('visited', { summary: 'Somebody came', message: Visit, id: 'visitId', key: 'visitId', at: 'startedAt' }),
  },
  grants: [],
  promises: { availability: 0.99, freshness: '5m', retention: '1y' },
});
`;

const reader = `
import { consumes, dataProduct, event } from '@mesh/product';
import { product as visits, Visit } from '../../../cardiology/visits/src/index.js';

export const product = dataProduct('radiology.waiting', {
  version: '1.0.0',
  title: 'Waiting',
  owner: { team: 'radiology', contact: 'radiology@cloudmedical.example' },
  purpose: 'Know who waits.',
  sensitivity: 'internal',
  inputs: { visits: consumes(visits, visits.ports.visited) },
  ports: { waited: event('waited', { summary: 'Somebody waited', message: Visit, id: 'visitId', key: 'visitId', at: 'startedAt' }) },
  grants: [],
  promises: { availability: 0.99, freshness: '5m', retention: '1y' },
});
`;

/** A workspace of two contracts in a folder of its own: visits, and a product that reads them. Modules are loaded once, so each declaration needs a new one. */
export class ContractWorkspace {
  private constructor(readonly root: string) {}

  static async of(declaration: Visits, releases?: ContractWorkspace): Promise<ContractWorkspace> {
    const workspace = new ContractWorkspace(await mkdtemp(join(tmpdir(), 'mesh-check-')));
    await symlink(PACKAGES, join(workspace.root, 'node_modules'));
    await workspace.put('package.json', JSON.stringify({ name: 'try', type: 'module', workspaces: ['contracts/*/*'] }));
    await workspace.declare('cardiology/visits', visits(declaration));
    await workspace.declare('radiology/waiting', reader);
    if (releases !== undefined)
      await cp(releases.inContract('released'), workspace.inContract('released'), { recursive: true });
    return workspace;
  }

  inContract = (...path: readonly string[]): string => join(this.root, 'contracts/cardiology/visits', ...path);

  /** A port on which nobody listens stands for a mesh that is away. */
  mesh = (command: string, ...options: readonly string[]): Promise<Ran> =>
    ran([command, '--workspace', this.root, ...options], { MESH_PORT: '1' });

  async put(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  remove = (): Promise<void> => rm(this.root, { recursive: true, force: true });

  private async declare(folder: string, text: string): Promise<void> {
    const exported = { '.': { 'mesh-source': './src/index.ts', default: './dist/index.js' } };
    await this.put(
      `contracts/${folder}/package.json`,
      JSON.stringify({ name: `@try/${folder.replace('/', '-')}`, type: 'module', exports: exported }),
    );
    await this.put(`contracts/${folder}/src/index.ts`, text);
  }
}
