import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LakeErrors } from '@mesh/lake';
import type { DurableFiles } from '../durable-files.js';
import { Manifest } from './manifest.js';
import { decodeLine, encodeLine, type ManifestRecord } from './record.js';

/** Lines beyond those of a snapshot before the journal is rewritten; makes its cost a constant per landing. */
const REWRITE_AFTER_LINES = 500;

/** The manifest on disk: an append-only file of checked lines, rewritten when most of them are history. */
export class Journal {
  private broken = false;

  private constructor(
    private readonly path: string,
    private readonly files: DurableFiles,
    readonly manifest: Manifest,
    private at: { bytes: number; lines: number },
  ) {}

  /** Reads the journal and cuts off a last line that a crash tore. */
  static async open(path: string, files: DurableFiles): Promise<Journal> {
    await files.remove(temporary(path));
    const read = await readManifest(path);
    if (read.tornBytes > 0) await files.truncate(path, read.bytes);
    return new Journal(path, files, read.manifest, { bytes: read.bytes, lines: read.lines });
  }

  /** Makes a change durable, then true. A change that fails leaves no trace. */
  async commit(record: ManifestRecord): Promise<void> {
    if (this.broken) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    const line = encodeLine(record);
    try {
      await this.files.append(this.path, line);
      if (this.at.bytes === 0) await this.files.syncFolder(dirname(this.path));
    } catch {
      await this.undo();
      throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    }
    this.at = { bytes: this.at.bytes + Buffer.byteLength(line), lines: this.at.lines + 1 };
    this.manifest.apply(record);
    if (this.at.lines > 2 * this.manifest.size + REWRITE_AFTER_LINES) await this.rewrite();
  }

  /** A line of which nobody knows whether it is durable is taken back; failing that, nothing more is written. */
  private async undo(): Promise<void> {
    this.broken = true;
    await this.files.truncate(this.path, this.at.bytes).then(
      () => (this.broken = false),
      () => undefined,
    );
  }

  /** Whether the last failure left it open what the disk holds. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** Fails silently before the rename: the journal as it stands is whole, only longer than it need be. */
  private async rewrite(): Promise<void> {
    const lines = Array.from(this.manifest.snapshot(), encodeLine);
    const text = lines.join('');
    try {
      await this.files.write(temporary(this.path), text);
      await this.files.rename(temporary(this.path), this.path);
    } catch {
      return;
    }
    this.at = { bytes: Buffer.byteLength(text), lines: lines.length };
    await this.files.syncFolder(dirname(this.path)).catch(() => (this.broken = true));
  }
}

export interface ReadManifest {
  readonly manifest: Manifest;
  /** Bytes of whole lines, and of what follows them. */
  readonly bytes: number;
  readonly tornBytes: number;
  readonly lines: number;
}

/** Reads a manifest without touching it. A bad line with a good one after it is damage, not a crash. */
export async function readManifest(path: string): Promise<ReadManifest> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const manifest = new Manifest();
  let bytes = 0;
  let lines = 0;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, bytes)) {
    const record = decodeLine(content.toString('utf8', bytes, end));
    if (record === undefined) break;
    manifest.apply(record);
    bytes = end + 1;
    lines += 1;
  }
  const torn = content.subarray(bytes);
  const wholeLater = torn
    .toString('utf8')
    .split('\n')
    .slice(1)
    .some((line) => decodeLine(line) !== undefined);
  if (wholeLater) throw LakeErrors.MANIFEST_DAMAGED({ line: lines + 1 });
  return { manifest, bytes, tornBytes: torn.length, lines };
}

const temporary = (path: string): string => `${path}.tmp`;
