import type { Admin } from 'kafkajs';
import { isLetterTopic } from '../dead-letters/letter-topic.js';
import type { Reader } from '../read/reader.js';
import type { Topics } from '../topics/topics.js';
import type { Cursors } from './cursors.js';

/** How many events of a topic a group has not committed yet. */
export interface GroupLag {
  readonly topic: string;
  readonly group: string;
  readonly lag: number;
}

export interface LagParts {
  readonly admin: Admin;
  readonly topics: Topics;
  readonly cursors: Cursors;
  readonly reader: Reader;
}

const MOST = 1_000;
/** What was asked so shortly before is answered the same: a scrape looks at every group and topic. */
const FRESH_MS = 5_000;
/** A group of one process, named by it, ends with the process: at rest it lags behind nothing that anybody waits for. */
const OF_A_PROCESS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The lag of every group of these brokers that reads or is to go on reading; the furthest behind first. */
export class Lags {
  private last: { readonly atMs: number; readonly lags: Promise<readonly GroupLag[]> } | undefined;

  constructor(private readonly parts: LagParts) {}

  all(): Promise<readonly GroupLag[]> {
    if (this.last !== undefined && performance.now() < this.last.atMs + FRESH_MS) return this.last.lags;
    const lags = this.look();
    this.last = { atMs: performance.now(), lags };
    lags.catch(() => (this.last = undefined));
    return lags;
  }

  private async look(): Promise<readonly GroupLag[]> {
    const { topics, cursors, reader } = this.parts;
    const groups = await this.groups();
    const names = [...(await topics.names())].filter((name) => !name.startsWith('__') && !isLetterTopic(name));
    const found: GroupLag[] = [];
    for (const name of names) {
      const topic = await topics.named(name).catch(() => undefined);
      if (topic === undefined) continue;
      const progress = await Promise.all(groups.map((group) => cursors.committed(topic, group)));
      const reading = groups.filter((_, nth) => (progress[nth]?.size ?? 0) > 0);
      if (reading.length === 0) continue;
      const ranges = await reader.ranges(topic);
      for (const group of reading) found.push({ topic: name, group, lag: await cursors.lag(topic, group, ranges) });
    }
    return found.sort((a, b) => b.lag - a.lag).slice(0, MOST);
  }

  private async groups(): Promise<readonly string[]> {
    const { groups } = await this.parts.admin.listGroups();
    const names = groups.filter(({ protocolType }) => protocolType === 'consumer').map(({ groupId }) => groupId);
    const passing = names.filter((name) => OF_A_PROCESS.test(name));
    const { groups: described } = await this.parts.admin.describeGroups(passing);
    const ended = new Set(described.filter(({ members }) => members.length === 0).map(({ groupId }) => groupId));
    return names.filter((name) => !ended.has(name)).slice(0, MOST);
  }
}
