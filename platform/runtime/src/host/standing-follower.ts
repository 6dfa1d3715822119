import { setTimeout as wait } from 'node:timers/promises';
import type { EventLog } from '@mesh/events';
import { STANDING_TOPIC, STANDING_TOPIC_SETTINGS, type ModelStanding } from '@mesh/models';
import type { Scorer } from '@mesh/serving';
import type { Logger } from '../observability/logger.js';
import { hearStanding } from '../product/model-standings.js';

const LOOK_EVERY_MS = 1_000;
const EVENTS_A_READ = 1_000;

/**
 * Tells scorers how their models do in practice. It reads the topic by offset and from its first event, without a group,
 * since every instance needs the last word about each model at each start.
 */
export class StandingFollower {
  private readonly stopping = new AbortController();
  /** The next offset of each partition. */
  private readonly next = new Map<number, number>();
  private following: Promise<void> = Promise.resolve();

  constructor(
    private readonly scorers: readonly Scorer[],
    private readonly parts: { readonly log: EventLog; readonly logger: Logger },
  ) {}

  /** Resolves once what was said before is known, so that a stopped version does not answer after a restart. */
  async start(): Promise<void> {
    if (this.scorers.length === 0) return;
    await this.parts.log.declareTopic(STANDING_TOPIC_SETTINGS);
    await this.look().catch((cause: unknown) =>
      this.parts.logger.warn(
        { cause },
        'how models stand could not be read yet; their held-out figures speak for them',
      ),
    );
    this.following = this.follow();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      // What could not be read now is read the next time.
      if (!signal.aborted) await this.look().catch(() => undefined);
    }
  }

  /** Reads to the end of what there is. */
  private async look(): Promise<void> {
    const { log } = this.parts;
    for (const { partition, earliest, next } of await log.ranges(STANDING_TOPIC)) {
      for (let from = Math.max(this.next.get(partition) ?? 0, earliest); from < next;) {
        const events = await log.read(STANDING_TOPIC, partition, from, EVENTS_A_READ);
        for (const { data } of events) this.hear(data as ModelStanding);
        from = (events.at(-1)?.offset ?? next - 1) + 1;
        this.next.set(partition, from);
      }
    }
  }

  private hear(standing: ModelStanding): void {
    for (const scorer of this.scorers) if (scorer.model === standing.model) hearStanding(scorer, standing);
  }
}
