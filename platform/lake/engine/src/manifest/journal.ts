import { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';
import type { ManifestStorage } from '../dataset-storage.js';
import { decodeManifest, isHistory } from './decode.js';
import type { Manifest } from './manifest.js';
import { encodeLine, type ManifestRecord } from './record.js';

/** Lines beyond those of a snapshot before the journal is rewritten; makes its cost a constant per landing. */
const REWRITE_AFTER_LINES = 500;

interface State {
  readonly manifest: Manifest;
  readonly at: { readonly bytes: number; readonly lines: number; readonly hasHistory: boolean };
}

/** The manifest as its one writer has it: an append-only file of checked lines, rewritten when most of them are history. */
export class Journal {
  private broken = false;

  private constructor(
    private readonly storage: ManifestStorage,
    private state: State,
  ) {}

  /** Reads the journal and cuts off a last line that a crash tore. */
  static async open(storage: ManifestStorage): Promise<Journal> {
    return new Journal(storage, await readWhole(storage));
  }

  get manifest(): Manifest {
    return this.state.manifest;
  }

  /** Makes a change durable, then true. A change that fails leaves no trace. */
  async commit(record: ManifestRecord): Promise<void> {
    if (this.broken) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    const { manifest, at } = this.state;
    const line = encodeLine(record);
    try {
      await this.storage.append(line, at.bytes);
    } catch (error) {
      await this.undo();
      throw isLostRight(error) ? error : LakeErrors.WRITE_FAILED({ at: 'manifest' });
    }
    const hasHistory = at.hasHistory || isHistory(record);
    this.state = { manifest, at: { bytes: at.bytes + Buffer.byteLength(line), lines: at.lines + 1, hasHistory } };
    manifest.apply(record);
    if (this.state.at.lines > 2 * manifest.size + REWRITE_AFTER_LINES) await this.rewrite();
  }

  /** Leaves no line that names a file that is there no more; throws when that could not be made durable. */
  async forgetHistory(): Promise<void> {
    if (this.broken) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    if (this.state.at.hasHistory && !(await this.rewrite())) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
  }

  /** Whether the last failure left it open what is stored. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** Looks at what is stored where that may have changed: after a failure, or when another wrote in between. */
  async recover(): Promise<void> {
    if (this.storage.regain === undefined) return;
    const wasLost = await this.storage.regain();
    if (!wasLost && !this.broken) return;
    this.state = await readWhole(this.storage);
    this.broken = false;
  }

  /** A line of which nobody knows whether it is durable is taken back; failing that, nothing more is written. */
  private async undo(): Promise<void> {
    this.broken = true;
    await this.storage.truncate(this.state.at.bytes).then(
      () => (this.broken = false),
      () => undefined,
    );
  }

  /** False when the journal is as it was: whole, only longer than it need be. */
  private async rewrite(): Promise<boolean> {
    const { manifest } = this.state;
    const lines = Array.from(manifest.snapshot(), encodeLine);
    const text = lines.join('');
    try {
      if (!(await this.storage.replace(text))) return false;
    } catch {
      this.broken = true;
      return false;
    }
    this.state = { manifest, at: { bytes: Buffer.byteLength(text), lines: lines.length, hasHistory: false } };
    return true;
  }
}

async function readWhole(storage: ManifestStorage): Promise<State> {
  const { manifest, tornBytes, ...at } = decodeManifest((await storage.read()).content);
  if (tornBytes > 0) await storage.truncate(at.bytes);
  return { manifest, at };
}

const isLostRight = (error: unknown): boolean =>
  error instanceof MeshError && error.code === LakeErrors.WRITER_LOST.code;
