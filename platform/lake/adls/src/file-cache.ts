import { rename, rm } from 'node:fs/promises';
import { LakeErrors } from '@mesh/lake';

/** A file of the lake that may be wanted on this disk. */
export interface Cacheable {
  /** Its path below the lake's root; what lies there never changes. */
  readonly path: string;
  readonly bytes: number;
}

interface Entry {
  readonly place: string;
  readonly bytes: number;
  pins: number;
  /** Resolves when the file lies at its place. */
  ready: Promise<void>;
  /** Goes away once nobody uses it. */
  isUnwanted: boolean;
}

export interface FileCacheSettings {
  /** Bytes of all files together. */
  readonly capacity: number;
  /** A new place on this disk. */
  readonly place: () => string;
  /** Brings a file to a place. */
  readonly fetch: (file: Cacheable, place: string) => Promise<void>;
  /** How long a request waits for room. */
  readonly maxWaitMs: number;
}

/** Copies of the lake's files on this disk: never more bytes than allowed, those unused for longest go first. */
export class FileCache {
  /** In the order of last use. */
  private readonly entries = new Map<string, Entry>();
  private readonly removing = new Set<Promise<void>>();
  private used = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly settings: FileCacheSettings) {}

  /** Brings files here and keeps them until they are released: all or, when there is no room for all, none. */
  async pin(files: readonly Cacheable[]): Promise<{ readonly paths: readonly string[]; release(): void }> {
    const wanted = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (wanted > this.settings.capacity)
      throw LakeErrors.CACHE_TOO_SMALL({ bytes: wanted, capacity: this.settings.capacity });
    const deadline = Date.now() + this.settings.maxWaitMs;
    let pinned = this.tryPin(files);
    while (pinned === undefined) {
      await this.released(deadline);
      pinned = this.tryPin(files);
    }
    const entries = pinned;
    const release = (): void => this.release(entries);
    try {
      await Promise.all(entries.map(({ ready }) => ready));
    } catch (error) {
      await Promise.allSettled(entries.map(({ ready }) => ready));
      release();
      throw error;
    }
    return { paths: entries.map(({ place }) => place), release };
  }

  /** Takes over a file that was made here; removes it when there is no room. */
  async adopt(file: Cacheable, from: string): Promise<void> {
    if (this.entries.has(file.path) || !this.makeRoom(file.bytes)) {
      await rm(from, { force: true });
      return;
    }
    const place = this.settings.place();
    this.add(file, place, rename(from, place));
    await this.entries.get(file.path)?.ready.catch(() => undefined);
  }

  /** Removes the copies of files that are not wanted any more, those in use when they are released. */
  async forget(isUnwanted: (path: string) => boolean): Promise<void> {
    for (const [path, entry] of [...this.entries]) {
      if (!isUnwanted(path)) continue;
      entry.isUnwanted = true;
      if (entry.pins === 0) this.remove(path, entry);
    }
    await Promise.all(this.removing);
  }

  /** Bytes that lie here or are on their way. */
  get bytes(): number {
    return this.used;
  }

  /** Pins all at once, so that no two who wait hold what the other waits for. */
  private tryPin(files: readonly Cacheable[]): Entry[] | undefined {
    const here = files.map(({ path }) => this.entries.get(path));
    for (const entry of here) if (entry !== undefined) entry.pins += 1;
    const missing = files.filter((_, index) => here[index] === undefined);
    if (!this.makeRoom(missing.reduce((sum, { bytes }) => sum + bytes, 0))) {
      for (const entry of here) if (entry !== undefined) entry.pins -= 1;
      return undefined;
    }
    return files.map((file, index) => {
      const known = here[index];
      if (known !== undefined) {
        this.entries.delete(file.path);
        this.entries.set(file.path, known);
        return known;
      }
      const place = this.settings.place();
      const entry = this.add(file, place, this.settings.fetch(file, place));
      entry.pins += 1;
      return entry;
    });
  }

  private add(file: Cacheable, place: string, ready: Promise<void>): Entry {
    const entry: Entry = { place, bytes: file.bytes, pins: 0, ready, isUnwanted: false };
    this.entries.set(file.path, entry);
    this.used += file.bytes;
    ready.catch(() => {
      entry.isUnwanted = true;
      if (entry.pins === 0) this.remove(file.path, entry);
    });
    return entry;
  }

  private makeRoom(bytes: number): boolean {
    const idle = [...this.entries].filter(([, { pins }]) => pins === 0);
    const spare = idle.reduce((sum, [, entry]) => sum + entry.bytes, this.settings.capacity - this.used);
    if (spare < bytes) return false;
    for (const [path, entry] of idle) {
      if (this.settings.capacity - this.used >= bytes) break;
      this.remove(path, entry);
    }
    return true;
  }

  private release(entries: readonly Entry[]): void {
    for (const entry of entries) entry.pins -= 1;
    for (const [path, entry] of [...this.entries]) if (entry.isUnwanted && entry.pins === 0) this.remove(path, entry);
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  private remove(path: string, entry: Entry): void {
    if (this.entries.get(path) !== entry) return;
    this.entries.delete(path);
    this.used -= entry.bytes;
    const removed = entry.ready
      .catch(() => undefined)
      .then(() => rm(entry.place, { force: true }))
      .finally(() => this.removing.delete(removed));
    this.removing.add(removed);
  }

  private async released(deadline: number): Promise<void> {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) throw LakeErrors.BUSY({ waitedMs: this.settings.maxWaitMs });
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, leftMs);
      this.waiting.push(resolve);
    });
    clearTimeout(timer);
  }
}
