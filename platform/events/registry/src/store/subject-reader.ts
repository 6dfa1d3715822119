import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@mesh/database';
import type { Direction } from '../contracts/announced-subjects.js';
import type { RegisteredSchema } from '../schema/registered-schema.js';
import { SchemaErrors } from '../schema.errors.js';

/** One version of a subject. */
export interface SubjectVersion {
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  readonly text: string;
  readonly meaning: string;
  readonly release: string;
}

/** A number, or the one that the highest release has. */
export type VersionAsked = number | 'latest';

/** A part of a list. */
export interface Part {
  readonly offset: number;
  readonly limit: number;
}

const COLUMNS = 'v.subject, v.version, s.id, s.text, s.meaning, v.release';
const FROM = 'registry.version v JOIN registry.schema s ON s.id = v.schema_id';

/** Answers what there is; every list in parts. */
@Injectable()
export class SubjectReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Names of subjects, in order. */
  async subjects(prefix: string, { offset, limit }: Part): Promise<readonly string[]> {
    const rows = await this.database.query<{ name: string }>(
      'SELECT name FROM registry.subject WHERE starts_with(name, $1) ORDER BY name LIMIT $2 OFFSET $3',
      [prefix, limit, offset],
    );
    return rows.map(({ name }) => name);
  }

  /** What flows through the subject; raises SCHEMAS.SUBJECT_UNKNOWN. */
  async direction(subject: string): Promise<Direction> {
    const [row] = await this.database.query<{ direction: Direction }>(
      'SELECT direction FROM registry.subject WHERE name = $1',
      [subject],
    );
    if (row === undefined) throw SchemaErrors.SUBJECT_UNKNOWN();
    return row.direction;
  }

  /** Versions of a subject, in order; raises SCHEMAS.SUBJECT_UNKNOWN. */
  async versions(subject: string, { offset, limit }: Part): Promise<readonly SubjectVersion[]> {
    await this.direction(subject);
    return this.database.query<SubjectVersion>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE v.subject = $1 ORDER BY v.version LIMIT $2 OFFSET $3`,
      [subject, limit, offset],
    );
  }

  /** Raises SCHEMAS.SUBJECT_UNKNOWN and SCHEMAS.VERSION_UNKNOWN. */
  async version(subject: string, asked: VersionAsked): Promise<SubjectVersion> {
    const [row] = await this.database.query<SubjectVersion>(
      `SELECT ${COLUMNS} FROM ${FROM} JOIN registry.subject j ON j.name = v.subject
       WHERE v.subject = $1 AND v.version = coalesce($2::int, j.latest)`,
      [subject, asked === 'latest' ? null : asked],
    );
    if (row !== undefined) return row;
    await this.direction(subject);
    throw SchemaErrors.VERSION_UNKNOWN();
  }

  /** The version of a subject that has this schema: word for word, or else with the same rules. */
  async find(subject: string, { digest, meaning }: RegisteredSchema): Promise<SubjectVersion | undefined> {
    const [row] = await this.database.query<SubjectVersion>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE v.subject = $1 AND s.meaning = $2
       ORDER BY s.digest = $3 DESC, v.version DESC LIMIT 1`,
      [subject, meaning, digest],
    );
    return row;
  }

  /** The version that events of a release name as their `dataschema`; raises SCHEMAS.SCHEMA_UNKNOWN. */
  async named(urn: string): Promise<SubjectVersion> {
    const [row] = await this.database.query<SubjectVersion>(
      `SELECT ${COLUMNS} FROM registry.release r JOIN ${FROM} ON v.subject = r.subject AND v.version = r.version
       WHERE r.urn = $1`,
      [urn],
    );
    if (row === undefined) throw SchemaErrors.SCHEMA_UNKNOWN();
    return row;
  }

  /** The text of a schema; raises SCHEMAS.SCHEMA_UNKNOWN. */
  async text(id: number): Promise<string> {
    const [row] = await this.database.query<{ text: string }>('SELECT text FROM registry.schema WHERE id = $1', [id]);
    if (row === undefined) throw SchemaErrors.SCHEMA_UNKNOWN();
    return row.text;
  }

  /** Where a schema stands; raises SCHEMAS.SCHEMA_UNKNOWN. */
  async places(
    id: number,
    { offset, limit }: Part,
  ): Promise<readonly { readonly subject: string; readonly version: number }[]> {
    await this.text(id);
    return this.database.query(
      'SELECT subject, version FROM registry.version WHERE schema_id = $1 ORDER BY subject, version LIMIT $2 OFFSET $3',
      [id, limit, offset],
    );
  }
}
