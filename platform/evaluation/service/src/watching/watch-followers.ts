import type { BatchHandler, Courtesy, EventLog, Subscription } from '@mesh/events';

import type { WatchedModel } from './watched-model.js';

const GROUP = 'evaluation';
const MOST_EVENTS = 2_000;
/** A batch waits so long to fill: a transaction costs the same for two events as for two hundred. */
const LINGER_MS = 500;

/** Makes what handles the events of a topic for the models it concerns. */
export type JoinerFactory = (models: readonly WatchedModel[], group: string) => { readonly handle: BatchHandler };

/** One subscription for each topic of the watched models, begun anew where a watch has changed. */
export class WatchFollowers {
  private readonly standing = new Map<string, { readonly plan: string; readonly subscription: Subscription }>();
  private moving: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly joinerOf: JoinerFactory,
    private readonly courtesy: Courtesy,
  ) {}

  /** Follows the topics of these models and no others. */
  follow(models: readonly WatchedModel[]): Promise<void> {
    this.moving = this.moving.catch(() => undefined).then(() => this.change(models));
    return this.moving;
  }

  async close(): Promise<void> {
    await this.moving.catch(() => undefined);
    await Promise.all([...this.standing.values()].map(({ subscription }) => subscription.close()));
    this.standing.clear();
  }

  private async change(models: readonly WatchedModel[]): Promise<void> {
    // No person is needed here, so none is revealed: tokens stand for them.
    const log = this.log.underneath ?? this.log;
    for (const topic of new Set(models.flatMap(({ watch }) => [watch.scored.topic, watch.observed.topic]))) {
      const concerned = models.filter(({ watch }) => watch.scored.topic === topic || watch.observed.topic === topic);
      const plan = JSON.stringify(concerned);
      const known = this.standing.get(topic);
      if (known?.plan === plan) continue;
      await known?.subscription.close();
      this.standing.delete(topic);
      const joiner = this.joinerOf(concerned, GROUP);
      const subscription = await log.subscribe(
        { topics: [topic], group: GROUP, maxBatch: MOST_EVENTS, lingerMs: LINGER_MS },
        (events, signal) => this.courtesy.handle(events, async () => joiner.handle(events, signal), signal),
      );
      this.standing.set(topic, { plan, subscription });
    }
  }
}
