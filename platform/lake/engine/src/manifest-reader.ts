import type { DatasetStorage } from './dataset-storage.js';
import { Manifest } from './manifest/manifest.js';
import { decodeManifest } from './manifest/decode.js';

/** The manifest as another process writes it: read again when it has changed, never touched. */
export class ManifestReader {
  private manifest = new Manifest();
  private seen = '';

  constructor(private readonly storage: DatasetStorage) {}

  async current(): Promise<Manifest> {
    if ((await this.storage.manifest.version()) === this.seen) return this.manifest;
    const { content, version } = await this.storage.manifest.read();
    const { manifest } = decodeManifest(content);
    this.manifest = manifest;
    this.seen = version;
    await this.storage.forget?.((path) => manifest.has(path));
    return manifest;
  }
}
