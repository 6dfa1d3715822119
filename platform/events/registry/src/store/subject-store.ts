import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@mesh/database';
import type { AnnouncedSubject } from '../contracts/announced-subjects.js';
import { releaseNumbers, startsAfter } from './release.js';

interface KnownSubject {
  readonly name: string;
  readonly release: readonly number[];
  readonly latest: number;
}

interface KnownVersion {
  readonly subject: string;
  readonly version: number;
  readonly schema_id: number;
}

/** Writes down what contracts say; hearing the same again changes nothing. */
@Injectable()
export class SubjectStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keeps the topics of one release of a product, all or none. */
  async keep(announced: readonly AnnouncedSubject[]): Promise<void> {
    if (announced.length === 0) return;
    // In one order, so that two who write wait for each other.
    const sorted = [...announced].sort((one, other) => (one.subject < other.subject ? -1 : 1));
    await this.database.transaction(async (transaction) => {
      const ids = await this.schemaIds(transaction, sorted);
      const known = await this.subjects(transaction, sorted);
      const versions = await this.versions(transaction, sorted, ids);
      await this.markLatest(transaction, sorted, { known, versions });
      await this.remember(transaction, sorted, versions);
    });
  }

  /** The number of each schema, by its digest. */
  private async schemaIds(
    transaction: Database,
    announced: readonly AnnouncedSubject[],
  ): Promise<ReadonlyMap<string, number>> {
    const schemas = [...new Map(announced.map(({ schema }) => [schema.digest, schema])).values()].sort((one, other) =>
      one.digest < other.digest ? -1 : 1,
    );
    const columns = [
      schemas.map(({ digest }) => digest),
      schemas.map(({ meaning }) => meaning),
      schemas.map(({ text }) => text),
    ];
    // Only what is new is inserted: a conflict would burn a number.
    await transaction.query(
      `INSERT INTO registry.schema (digest, meaning, text)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS given (digest, meaning, text)
       WHERE NOT EXISTS (SELECT FROM registry.schema known WHERE known.digest = given.digest)
       ON CONFLICT (digest) DO NOTHING`,
      columns,
    );
    const rows = await transaction.query<{ digest: string; id: number }>(
      'SELECT digest, id FROM registry.schema WHERE digest = ANY($1::text[])',
      [columns[0]],
    );
    return new Map(rows.map(({ digest, id }) => [digest, id]));
  }

  /** The subjects, locked until the end of the transaction. */
  private async subjects(
    transaction: Database,
    announced: readonly AnnouncedSubject[],
  ): Promise<ReadonlyMap<string, KnownSubject>> {
    await transaction.query(
      `INSERT INTO registry.subject (name, product, port, direction, release, latest)
       SELECT name, product, port, direction, '{}', 1
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given (name, product, port, direction)
       ON CONFLICT (name) DO NOTHING`,
      [
        announced.map(({ subject }) => subject),
        announced.map(({ product }) => product),
        announced.map(({ port }) => port),
        announced.map(({ direction }) => direction),
      ],
    );
    const rows = await transaction.query<KnownSubject>(
      'SELECT name, release, latest FROM registry.subject WHERE name = ANY($1::text[]) ORDER BY name FOR UPDATE',
      [announced.map(({ subject }) => subject)],
    );
    return new Map(rows.map((row) => [row.name, row]));
  }

  /** The version that stands for the schema in its subject, by subject; a schema that is new there gets the next. */
  private async versions(
    transaction: Database,
    announced: readonly AnnouncedSubject[],
    ids: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await transaction.query<KnownVersion>(
      'SELECT subject, version, schema_id FROM registry.version WHERE subject = ANY($1::text[])',
      [announced.map(({ subject }) => subject)],
    );
    const bySchema = new Map(rows.map(({ subject, schema_id, version }) => [`${subject} ${schema_id}`, version]));
    const counts = new Map<string, number>();
    for (const { subject, version } of rows) counts.set(subject, Math.max(counts.get(subject) ?? 0, version));
    const placed = announced.map(({ subject, release, schema }) => {
      const schemaId = ids.get(schema.digest) as number;
      const known = bySchema.get(`${subject} ${schemaId}`);
      return { subject, release, schemaId, known, version: known ?? (counts.get(subject) ?? 0) + 1 };
    });
    const added = placed.filter(({ known }) => known === undefined);
    if (added.length > 0) {
      await transaction.query(
        `INSERT INTO registry.version (subject, version, schema_id, release)
         SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::text[])`,
        [
          added.map(({ subject }) => subject),
          added.map(({ version }) => version),
          added.map(({ schemaId }) => schemaId),
          added.map(({ release }) => release),
        ],
      );
    }
    return new Map(placed.map(({ subject, version }) => [subject, version]));
  }

  private async markLatest(
    transaction: Database,
    announced: readonly AnnouncedSubject[],
    { known, versions }: { known: ReadonlyMap<string, KnownSubject>; versions: ReadonlyMap<string, number> },
  ): Promise<void> {
    const moved = announced.filter(
      ({ subject, release }) => !startsAfter(known.get(subject)?.release ?? [], releaseNumbers(release)),
    );
    if (moved.length === 0) return;
    await transaction.query(
      `UPDATE registry.subject s SET latest = given.version, release = string_to_array(given.release, '.')::int[],
         direction = given.direction, port = given.port
       FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])
         AS given (name, version, release, direction, port)
       WHERE s.name = given.name`,
      [
        moved.map(({ subject }) => subject),
        moved.map(({ subject }) => versions.get(subject)),
        moved.map(({ release }) => release),
        moved.map(({ direction }) => direction),
        moved.map(({ port }) => port),
      ],
    );
  }

  private async remember(
    transaction: Database,
    announced: readonly AnnouncedSubject[],
    versions: ReadonlyMap<string, number>,
  ): Promise<void> {
    await transaction.query(
      `INSERT INTO registry.release (urn, subject, version) SELECT * FROM unnest($1::text[], $2::text[], $3::int[])
       ON CONFLICT (urn) DO UPDATE SET subject = excluded.subject, version = excluded.version`,
      [
        announced.map(({ urn }) => urn),
        announced.map(({ subject }) => subject),
        announced.map(({ subject }) => versions.get(subject)),
      ],
    );
  }
}
