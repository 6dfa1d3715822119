import { authorize, authorizeSas, type Keys } from './authorization.js';
import { blobProperties, readBlob } from './blob-read.js';
import { leaseBlob } from './blob-lease.js';
import { header, type Answer, type Call } from './call.js';
import type { Operation } from './operation.js';
import { createPath, renamePath } from './path-create.js';
import { deletePath } from './path-delete.js';
import { listPaths } from './path-list.js';
import { append, flush } from './path-update.js';
import { StorageError } from './storage-error.js';
import type { Tree } from './tree.js';

/** "Versioning for Azure Storage": the versions that the double takes, those that the official client sends among them. */
const VERSIONS = { from: '2020-12-06', to: '2026-12-31' };

/** The service behind the connection: who may, and what happens. */
export class Service {
  constructor(
    private readonly trees: ReadonlyMap<string, Tree>,
    private readonly keys: Keys,
    private readonly pageSize: number,
  ) {}

  handle(operation: Operation, call: Call, isSecure: boolean): Answer {
    const version = header(call, 'x-ms-version');
    if (version === undefined) throw new StorageError('MissingRequiredHeader');
    const isKnown = /^\d{4}-\d{2}-\d{2}$/.test(version) && version >= VERSIONS.from && version <= VERSIONS.to;
    if (!isKnown) throw new StorageError('InvalidHeaderValue');
    authorize(call, operation, isSecure, this.keys);
    const tree = this.trees.get(call.fileSystem);
    if (tree === undefined) throw new StorageError('FilesystemNotFound');
    return this.run(operation, call, tree);
  }

  private run(operation: Operation, call: Call, tree: Tree): Answer {
    switch (operation) {
      case 'create':
        return createPath(call, tree);
      case 'rename':
        return renamePath(call, tree, this.renameSource(call));
      case 'append':
        return append(call, tree);
      case 'flush':
        return flush(call, tree);
      case 'delete':
        return deletePath(call, tree, this.pageSize);
      case 'list':
        return listPaths(call, tree, this.pageSize);
      case 'read':
        return readBlob(call, tree);
      case 'properties':
        return blobProperties(call, tree);
      case 'lease':
        return leaseBlob(call, tree);
    }
  }

  /** "Path - Create": `/{filesystem}/{path}`, encoded, with the source's SAS when it needs one; here below the account. */
  private renameSource(call: Call): string {
    const [path = '', query = ''] = (header(call, 'x-ms-rename-source') ?? '').split('?');
    const [, account, fileSystem, ...names] = path.split('/');
    if (account !== this.keys.account || names.length === 0) throw new StorageError('InvalidSourceUri');
    const source = decodeURIComponent(names.join('/'));
    if (fileSystem !== call.fileSystem) throw new StorageError('InvalidSourceUri');
    const isBearer = header(call, 'authorization') !== undefined;
    if (!isBearer)
      authorizeSas(new URLSearchParams(query), { fileSystem, path: source, operation: 'rename' }, this.keys);
    return source;
  }
}
