import type { Column } from '@mesh/lake';
import type { FileRecord, ManifestRecord } from './record.js';

/** What exists, as the sum of the manifest's records. */
export class Manifest {
  private readonly files = new Map<string, FileRecord>();
  private readonly streams = new Map<string, number>();
  private readonly rowsOfDay = new Map<string, number>();
  private readonly schemas: { readonly columns: readonly Column[]; readonly dayOf: string }[] = [];
  private ordered: readonly FileRecord[] | undefined;
  private lastSeq = 0;

  apply(record: ManifestRecord): void {
    if (record.kind === 'columns') this.schemas[record.schema] = { columns: record.columns, dayOf: record.dayOf };
    else if (record.kind === 'landed') this.land(record);
    else if (record.kind === 'compacted') this.replace(record.removed, record.added);
    else if (record.kind === 'file') this.add(record.file);
    else for (const [stream, next] of Object.entries(record.streams)) this.streams.set(stream, next);
    if ('seq' in record) this.lastSeq = Math.max(this.lastSeq, record.seq);
    this.ordered = undefined;
  }

  /** Number of the next change; names its files. */
  get nextSeq(): number {
    return this.lastSeq + 1;
  }

  /** The next offset wanted of a stream. */
  next(stream: string): number {
    return this.streams.get(stream) ?? 0;
  }

  /** How many rows the day has; the place of the next one. */
  rowsOn(day: string): number {
    return this.rowsOfDay.get(day) ?? 0;
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** All files by day and place. */
  inOrder(): readonly FileRecord[] {
    this.ordered ??= [...this.files.values()].sort((a, b) => compare(a.day, b.day) || a.first - b.first);
    return this.ordered;
  }

  /** The columns that files were written with, oldest first. */
  get schemaVersions(): readonly { readonly columns: readonly Column[]; readonly dayOf: string }[] {
    return this.schemas;
  }

  /** The shortest list of records with the same sum. */
  *snapshot(): Generator<ManifestRecord> {
    for (const [schema, { columns, dayOf }] of this.schemas.entries())
      yield { kind: 'columns', schema, columns, dayOf };
    yield { kind: 'snapshot', seq: this.lastSeq, streams: Object.fromEntries(this.streams) };
    for (const file of this.inOrder()) yield { kind: 'file', file };
  }

  /** Lines that a snapshot would have. */
  get size(): number {
    return this.files.size + this.schemas.length + 1;
  }

  private land({ source, files }: Extract<ManifestRecord, { kind: 'landed' }>): void {
    this.streams.set(source.stream, Math.max(this.next(source.stream), source.to));
    for (const file of files) this.add(file);
  }

  private replace(removed: readonly string[], added: readonly FileRecord[]): void {
    for (const path of removed) this.files.delete(path);
    for (const file of added) this.add(file);
  }

  private add(file: FileRecord): void {
    this.files.set(file.path, file);
    this.rowsOfDay.set(file.day, Math.max(this.rowsOn(file.day), file.first + file.rows));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
