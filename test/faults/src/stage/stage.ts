import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, openDatabase, type Database } from '@mesh/database';
import { inboxMigration, type EventLog } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { judge, type Found, type Verdict, type Written } from '../history/judge.js';
import { refusals, writtenIn } from '../history/journal.js';
import { isWhole } from '../history/message.js';
import { openLog, type OpenedLog } from '../logs/log-address.js';
import type { LogUnderTest } from '../logs/log-under-test.js';
import { EFFECTS, INBOX, type ConsumerPlan, type ProducerPlan } from '../worker/plans.js';
import { WorkerProcess } from './worker-process.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const SETTLE_WITHIN_MS = 90_000;
const READ_AT_ONCE = 5_000;
const KEYS = 16;

export const TOPIC = 'faults.story.happened.v1';
export const GROUP = 'faults';

/** Where a story with faults is told: a topic, those who write to it, those who read it, and what they noted. */
export class Stage {
  private readonly writers = new Set<string>();
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    private readonly under: LogUnderTest,
    private readonly folder: string,
    private readonly opened: OpenedLog,
    readonly database: Database,
  ) {}

  static async set(under: LogUnderTest, { partitions = 4 } = {}): Promise<Stage> {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    const database = openDatabase(under.effects, { maxConnections: 2 });
    await migrate(database, 'faults', [
      inboxMigration(INBOX),
      {
        name: 'effects',
        sql: `CREATE TABLE ${EFFECTS} (nth bigserial PRIMARY KEY, id text NOT NULL, is_whole boolean NOT NULL, member text NOT NULL, partition int NOT NULL)`,
      },
    ]);
    const opened = await openLog(under.address);
    await opened.log.declareTopic({ name: TOPIC, partitions });
    return new Stage(under, mkdtempSync(join(tmpdir(), 'mesh-stage-')), opened, database);
  }

  get log(): EventLog {
    return this.opened.log;
  }

  /** A writer; one of the same name goes on where the last ended. `address` is where it finds the log. */
  async producer(
    writer: string,
    plan: Partial<ProducerPlan> = {},
    wrapper?: readonly string[],
  ): Promise<WorkerProcess> {
    this.writers.add(writer);
    return this.start(
      writer,
      {
        role: 'produce',
        log: this.under.address,
        topic: TOPIC,
        writer,
        journal: this.journalOf(writer),
        keys: KEYS,
        batch: 20,
        size: 200,
        once: false,
        pauseMs: 5,
        ...plan,
      },
      wrapper,
    );
  }

  /** A member of the group. */
  async consumer(
    member: string,
    plan: Partial<ConsumerPlan> = {},
    wrapper?: readonly string[],
  ): Promise<WorkerProcess> {
    return this.start(
      member,
      {
        role: 'consume',
        log: this.under.address,
        effects: this.under.effects,
        topic: TOPIC,
        group: GROUP,
        member,
        maxBatch: 100,
        leaseMs: 3_000,
        slowMs: 0,
        ...plan,
      },
      wrapper,
    );
  }

  refusalsOf(writer: string): number {
    return refusals(this.journalOf(writer));
  }

  acknowledgedBy(writer: string): number {
    return this.writtenBy(writer).filter(({ isAcknowledged }) => isAcknowledged).length;
  }

  /** How many effects there are, of all members or of one. */
  async effects(member?: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) FROM ${EFFECTS} WHERE $1::text IS NULL OR member = $1`,
      [member ?? null],
    );
    return row?.count ?? 0;
  }

  /** The partitions that a member had an effect for. */
  async partitionsOf(member: string): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ partition: number }>(
      `SELECT DISTINCT partition FROM ${EFFECTS} WHERE member = $1`,
      [member],
    );
    return new Set(rows.map(({ partition }) => partition));
  }

  /** Waits until the group has taken all that stands in the topic. */
  async settled(): Promise<void> {
    await eventually(async () => (await this.log.lag(TOPIC, GROUP)) === 0, {
      timeoutMs: SETTLE_WITHIN_MS,
      everyMs: 100,
    });
  }

  /** What the log holds, against what was written. */
  async verdictOnLog(): Promise<Verdict> {
    const found: Found[] = [];
    for (const { partition, earliest, next } of await this.log.ranges(TOPIC)) {
      for (let offset = earliest; offset < next;) {
        const events = await this.log.read(TOPIC, partition, offset, READ_AT_ONCE);
        for (const { id, data } of events) found.push({ id, isWhole: isWhole(id, data) });
        offset = (events.at(-1)?.offset ?? next) + 1;
      }
    }
    return judge(this.written(), found);
  }

  /** The effects that there were, against what was written. */
  async verdictOnEffects(): Promise<Verdict> {
    const rows = await this.database.query<{ id: string; is_whole: boolean }>(
      `SELECT id, is_whole FROM ${EFFECTS} ORDER BY nth`,
    );
    return judge(
      this.written(),
      rows.map(({ id, is_whole }) => ({ id, isWhole: is_whole })),
    );
  }

  async clear(): Promise<void> {
    for (const worker of this.workers) await worker.kill();
    await this.opened.close();
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private written(): readonly Written[] {
    return [...this.writers].flatMap((writer) => this.writtenBy(writer));
  }

  private writtenBy(writer: string): readonly Written[] {
    return writtenIn(this.journalOf(writer), writer, KEYS);
  }

  private journalOf(writer: string): string {
    return join(this.folder, `${writer}.journal`);
  }

  private async start(
    name: string,
    plan: ProducerPlan | ConsumerPlan,
    wrapper?: readonly string[],
  ): Promise<WorkerProcess> {
    const worker = await WorkerProcess.start(name, plan, wrapper);
    this.workers.push(worker);
    return worker;
  }
}
