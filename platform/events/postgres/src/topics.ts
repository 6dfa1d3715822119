import type { Database } from '@mesh/database';
import { EventErrors, type TopicDrift, type TopicSettings } from '@mesh/events';

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,199}$/;
const DEFAULT_PARTITIONS = 4;
const DEFAULT_RETENTION_MS = 7 * 24 * 3_600_000;
const MAX_RETENTION_MS = 100 * 366 * 24 * 3_600_000;

/** The topics of the log; what was seen once is remembered, since partitions never change. */
export class Topics {
  private readonly known = new Map<string, Topic>();

  constructor(private readonly database: Database) {}

  /** Creates the topic when it is missing; else tells which of the settings given are not as declared. */
  async declare({ name, partitions, retentionMs, compacted }: TopicSettings): Promise<readonly TopicDrift[]> {
    const wanted = partitions ?? DEFAULT_PARTITIONS;
    const retention = retentionMs ?? DEFAULT_RETENTION_MS;
    if (!NAME.test(name) || !isBetween(wanted, 1, 256) || !isBetween(retention, 1, MAX_RETENTION_MS))
      throw EventErrors.BAD_TOPIC();
    await this.database.transaction(async (transaction) => {
      const made = await transaction.query<{ id: number }>(
        `INSERT INTO events.topics (name, partitions, retention_ms, compacted) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO NOTHING RETURNING id`,
        [name, wanted, retention, compacted ?? false],
      );
      const id = made[0]?.id;
      if (id === undefined) return;
      await transaction.query(
        `INSERT INTO events.partitions (topic_id, partition) SELECT $1::int, generate_series(0, $2::int - 1)`,
        [id, wanted],
      );
    });
    const { partitions: present } = await this.named(name);
    if (partitions !== undefined && present !== partitions)
      throw EventErrors.PARTITIONS_DIFFER({ topic: name, present, declared: partitions });
    return this.driftOf(name, { retentionMs, compacted });
  }

  private async driftOf(
    name: string,
    declared: { readonly retentionMs: number | undefined; readonly compacted: boolean | undefined },
  ): Promise<readonly TopicDrift[]> {
    const [actual] = await this.database.query<{ retentionMs: number; compacted: boolean }>(
      'SELECT retention_ms AS "retentionMs", compacted FROM events.topics WHERE name = $1',
      [name],
    );
    return (['retentionMs', 'compacted'] as const).flatMap((setting) => {
      const [wanted, is] = [declared[setting], actual?.[setting]];
      return wanted === undefined || is === undefined || wanted === is
        ? []
        : [{ topic: name, setting, declared: wanted, actual: is }];
    });
  }

  /** The topic as far as it was seen before. */
  remembered(name: string): Topic | undefined {
    return this.known.get(name);
  }

  async named(name: string): Promise<Topic> {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const [topic] = await this.database.query<Topic>('SELECT id, name, partitions FROM events.topics WHERE name = $1', [
      name,
    ]);
    if (topic === undefined) throw EventErrors.UNKNOWN_TOPIC(NAME.test(name) ? { topic: name } : {});
    this.known.set(name, topic);
    return topic;
  }
}

const isBetween = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;
