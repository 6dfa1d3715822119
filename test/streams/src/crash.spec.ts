import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ProductId } from '@mesh/product';
import { eventually, startTestKafka, storyWithKafka } from '@mesh/testing';
import { groupedByDuckDb } from './support/grouped-by-duckdb.js';
import { MemberProcess } from './support/member-process.js';
import { delayed, seeded } from './support/seeded.js';
import { lastOf, Stage } from './support/stage.js';
import { ward, type Beat, type Finding, type Judged, type Summary } from './support/ward-product.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const HOUR = 3_600_000;
const BEATS = 3_600;

/** Where the log is, how often a member is killed, and how soon its partitions are given to others. */
interface Place {
  readonly brokers?: readonly string[];
  readonly kills: number;
  readonly leaseMs: number;
}

const random = seeded(11);
const instant = (ms: number): string => new Date(ms).toISOString();
const beats = delayed(
  Array.from({ length: BEATS }, (_, n): Beat => {
    const takenAt = instant(Date.UTC(2026, 1, 1) + Math.floor(random() * 48 * HOUR));
    return {
      beatId: `b-${n}`,
      person: `p-${Math.floor(random() * 50)}`,
      pulse: 40 + Math.floor(random() * 100),
      takenAt,
    };
  }),
  ({ takenAt }) => Date.parse(takenAt),
  { mostMs: 3 * HOUR, random },
);
// Every third beat is judged within a day, by a finding that names it.
const findings = beats
  .filter((_, n) => n % 3 === 0)
  .map(({ beatId, takenAt }, n): Finding => ({
    findingId: `f-${n}`,
    beatId,
    sick: n % 2,
    foundAt: instant(Date.parse(takenAt) + (n % 24) * HOUR),
  }));

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

function killing(place: () => Promise<Place>): void {
  let stage: Stage;
  let where: Place;
  const members: MemberProcess[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    where = await place();
    stage = await Stage.set({ ...ward, id: `test.ward-${randomUUID()}` as ProductId }, where.brokers);
  }, 180_000);
  afterAll(async () => {
    for (const member of members) await member.kill();
    await stage?.close();
  });

  it('counts each event once, gives each revision once, and judges each beat once', async () => {
    const { id } = stage.product;
    const { url } = stage.db;
    const [hours, truth] = [`${id}.quarters.v1`, `${id}.truth.v1`];
    const start = async () =>
      members.push(await MemberProcess.start({ ...where, url, id, processings: ['quarters', 'truth'] }));
    const telling = (async () => {
      for (let from = 0; from < BEATS; from += 30) {
        await stage.tell('beat', beats.slice(from, from + 30));
        await stage.tell('found', findings.slice(from / 3, from / 3 + 10));
        await pause(25);
      }
    })();
    let unread = 0;
    await start();
    for (let kill = 0; kill < where.kills; kill += 1) {
      await start();
      await pause(100 + ((kill * 137) % 400));
      await members.shift()?.kill();
      unread += await stage.log.lag(stage.topic('beat'), hours);
    }
    // Otherwise nobody was killed at work.
    expect(unread).toBeGreaterThan(0);
    await telling;
    await eventually(
      () =>
        isReadToEnd([
          ['beat', hours],
          ['beat', truth],
          ['found', truth],
        ]),
      {
        timeoutMs: 120_000,
      },
    );
    await members.shift()?.kill();
    await stage.outbox.deliver();

    const results = await stage.heard<Summary>('sliding');
    expect(
      repeated(results.map(({ person, windowStart, revision }) => `${person} ${windowStart} ${revision}`)),
    ).toEqual([]);
    const given = lastOf(results, 'person');
    const expected = await groupedByDuckDb(await stage.events('beat'), {
      ...{ sizeMs: HOUR, everyMs: HOUR / 4, outOfOrdernessMs: HOUR / 6, latenessMs: 2 * HOUR },
    });
    // Windows that the watermark has not reached have given nothing yet.
    const different = expected.filter(({ person, windowStart, readings, total }) => {
      const last = given.get(`${person} ${windowStart}`);
      return last !== undefined && (last.readings !== readings || last.total !== total);
    });
    expect(different).toEqual([]);
    expect(given.size).toBeGreaterThan(expected.length * 0.8);
    expect(results.filter(({ revision }) => revision > 1).length).toBeGreaterThan(20);

    const judged = await stage.heard<Judged>('judged');
    expect(repeated(judged.map(({ joinId }) => joinId))).toEqual([]);
    expect(judged.map(({ beatId, sick }) => `${beatId} ${String(sick)}`).sort()).toEqual(
      findings.map(({ beatId, sick }) => `${String(beatId)} ${sick}`).sort(),
    );
  }, 400_000);

  async function isReadToEnd(read: readonly (readonly [event: string, group: string])[]): Promise<void> {
    for (const [event, group] of read) expect(await unreadOf(stage.topic(event), group)).toBe(0);
  }

  /** Events that a group has not read; a log may have offsets that are no event. */
  async function unreadOf(topic: string, group: string): Promise<number> {
    const committed = await stage.log.committed(topic, group);
    const rest = (await stage.log.ranges(topic)).map(({ partition, earliest }) =>
      stage.log.read(topic, partition, committed.get(partition) ?? earliest, 1),
    );
    return (await Promise.all(rest)).flat().length;
  }
}

describe('given members on PostgreSQL that are killed at work and share the partitions anew each time', () => {
  killing(() => Promise.resolve({ kills: 6, leaseMs: 1_000 }));
});

storyWithKafka('given members on Kafka that are killed at work and share the partitions anew each time', () => {
  killing(async () => ({
    brokers: (await startTestKafka()).connectionWithoutSignIn().brokers,
    kills: 3,
    leaseMs: 6_000,
  }));
});
