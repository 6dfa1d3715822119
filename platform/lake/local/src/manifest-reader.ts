import { stat } from 'node:fs/promises';
import { readManifest } from './manifest/journal.js';
import { Manifest } from './manifest/manifest.js';

/** The manifest as another process writes it: read again when its file has changed, never touched. */
export class ManifestReader {
  private manifest = new Manifest();
  private version = '';

  constructor(private readonly path: string) {}

  async current(): Promise<Manifest> {
    const version = await this.versionOnDisk();
    if (version !== this.version) {
      this.manifest = (await readManifest(this.path)).manifest;
      this.version = version;
    }
    return this.manifest;
  }

  private async versionOnDisk(): Promise<string> {
    const found = await stat(this.path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return found === undefined ? '' : `${found.ino}/${found.size}/${found.mtimeNs}`;
  }
}
