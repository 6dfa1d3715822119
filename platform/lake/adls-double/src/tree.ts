import { Lease } from './lease.js';
import { StorageError } from './storage-error.js';

/** A directory or a file of a hierarchical namespace. */
export class Entry {
  etag = '';
  modifiedAt = new Date(0);
  content: Buffer = Buffer.alloc(0);
  /** Appended and not flushed, by position. */
  readonly pending = new Map<number, Buffer>();
  lease: Lease;

  constructor(
    readonly isDirectory: boolean,
    private readonly now: () => number,
  ) {
    this.lease = new Lease(now);
  }

  /** A new ETag and time, as each change gives. */
  changed(etag: string): void {
    this.etag = etag;
    this.modifiedAt = new Date(this.now());
    this.lease.written(etag);
  }
}

/** The paths of one file system, with directories that exist for themselves. */
export class Tree {
  private readonly entries = new Map<string, Entry>();
  private changes = 0;

  constructor(private readonly now: () => number) {}

  get(path: string): Entry | undefined {
    return this.entries.get(path);
  }

  /** The file or an error as `code`. */
  file(path: string, code: 'PathNotFound' | 'BlobNotFound'): Entry {
    const found = this.entries.get(path);
    if (found === undefined) throw new StorageError(code);
    return found;
  }

  /** "Path - Create": parents that are missing come with it. */
  create(path: string, isDirectory: boolean): Entry {
    for (const parent of parentsOf(path)) {
      const found = this.entries.get(parent);
      if (found === undefined) this.set(parent, new Entry(true, this.now));
      else if (!found.isDirectory) throw new StorageError('PathConflict');
    }
    return this.set(path, new Entry(isDirectory, this.now));
  }

  move(from: string, to: string): void {
    for (const [path, entry] of this.below(from)) {
      this.entries.delete(path);
      this.entries.set(to + path.slice(from.length), entry);
    }
  }

  delete(path: string): void {
    this.entries.delete(path);
  }

  /** The path itself and all below it, in the order of names. */
  below(path: string): [string, Entry][] {
    return [...this.entries]
      .filter(([name]) => path === '' || name === path || name.startsWith(`${path}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  touch(entry: Entry): void {
    this.changes += 1;
    entry.changed(`"0x8DC${this.changes.toString(16).toUpperCase().padStart(12, '0')}"`);
  }

  private set(path: string, entry: Entry): Entry {
    this.entries.set(path, entry);
    this.touch(entry);
    return entry;
  }
}

/** The directories above a path, the uppermost first. */
export const parentsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, names) => names.slice(0, index + 1).join('/'));
