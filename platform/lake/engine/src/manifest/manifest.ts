import type { Column } from '@mesh/lake';
import { endOf } from './places.js';
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
    else if (record.kind === 'compacted' || record.kind === 'rewritten') this.replace(record.removed, record.added);
    else if (record.kind === 'expired') this.expire(record.before);
    else if (record.kind === 'file') this.add(record.file);
    else this.restore(record);
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

  /** How many places of the day were given out: the place of its next row. */
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
    const days = this.daysWithLostEnd();
    yield {
      kind: 'snapshot',
      seq: this.lastSeq,
      streams: Object.fromEntries(this.streams),
      ...(Object.keys(days).length > 0 && { days }),
    };
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

  private expire(before: string): void {
    for (const { path, day } of this.files.values()) if (day < before) this.files.delete(path);
    for (const day of this.rowsOfDay.keys()) if (day < before) this.rowsOfDay.delete(day);
  }

  private restore({ streams, days = {} }: Extract<ManifestRecord, { kind: 'snapshot' }>): void {
    for (const [stream, next] of Object.entries(streams)) this.streams.set(stream, next);
    for (const [day, rows] of Object.entries(days)) this.rowsOfDay.set(day, rows);
  }

  /** Places are never given out twice, so that a cursor stays where it was. */
  private daysWithLostEnd(): Readonly<Record<string, number>> {
    const ends = new Map<string, number>();
    for (const file of this.inOrder()) ends.set(file.day, endOf(file));
    return Object.fromEntries([...this.rowsOfDay].filter(([day, rows]) => rows > (ends.get(day) ?? 0)));
  }

  private add(file: FileRecord): void {
    this.files.set(file.path, file);
    this.rowsOfDay.set(file.day, Math.max(this.rowsOn(file.day), endOf(file)));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
