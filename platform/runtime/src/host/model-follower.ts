import { setTimeout as wait } from 'node:timers/promises';
import type { EventLog, Subscription } from '@mesh/events';
import {
  ALIAS_MOVED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  type AliasMoved,
  type ModelRegistry,
  type Rollout,
  type RolloutSource,
} from '@mesh/models';
import type { ArmedScorer } from '@mesh/rollout';
import type { Readiness } from '../health/readiness.js';
import type { Logger } from '../observability/logger.js';
import { ArmsFollower } from './arms-follower.js';
import { ArmsReporter } from './arms-reporter.js';
import { ModelCache } from './model-cache.js';
import type { ServiceIdentity } from './service-identity.js';

const RETRY_MS = 1_000;

export interface ModelFollowerParts {
  readonly log: EventLog;
  readonly registry: ModelRegistry;
  /** Without it the champion answers everybody. */
  readonly rollouts?: RolloutSource;
  readonly readiness: Readiness;
  readonly logger: Logger;
  readonly identity: ServiceIdentity;
}

/** Keeps scorers on their model's champion: from the local cache at once, from the registry when it answers, by event after that. */
export class ModelFollower {
  private readonly cache: ModelCache;
  private readonly arms: ArmsFollower | undefined;
  private readonly reporter: ArmsReporter;
  private readonly turns = new Map<ArmedScorer, Promise<void>>();
  private readonly stopping = new AbortController();
  private subscription: Subscription | undefined;
  private catchingUp: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly scorers: readonly ArmedScorer[],
    private readonly parts: ModelFollowerParts,
  ) {
    this.cache = new ModelCache(parts.identity.cacheFolder);
    this.reporter = new ArmsReporter(scorers, parts);
    const { rollouts, registry, logger } = parts;
    if (rollouts !== undefined)
      this.arms = new ArmsFollower({ rollouts, registry, logger, onUnfit: (...news) => this.reporter.unfit(...news) });
  }

  async start(): Promise<void> {
    if (this.scorers.length === 0) return;
    const { log, readiness, identity } = this.parts;
    for (const scorer of this.scorers) {
      if (scorer.current === undefined) readiness.expect(`model ${scorer.model}`);
      await this.fromCache(scorer);
    }
    // Each instance hears of each change, so its group is its own; it begins now, and asks the registry for what was before.
    this.subscription = await log.subscribe(
      {
        topics: [ALIAS_MOVED_TOPIC, ROLLOUT_CHANGED_TOPIC],
        group: `serving.${identity.name}.${identity.instance}`,
        from: 'latest',
      },
      async (events) => {
        for (const event of events)
          await (event.topic === ROLLOUT_CHANGED_TOPIC
            ? this.onRollout(event.data as Rollout)
            : this.onMoved(event.data as AliasMoved));
      },
    );
    this.reporter.start();
    this.catchingUp = Promise.all(this.scorers.map((scorer) => this.catchUp(scorer)));
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.close();
    await this.catchingUp;
    await this.reporter.close();
    for (const scorer of this.scorers) await scorer.close();
  }

  private async fromCache(scorer: ArmedScorer): Promise<void> {
    const cached = await this.cache.load(scorer.model);
    if (cached === undefined) return;
    try {
      await scorer.swap(cached.version, cached.onnx);
      this.ready(scorer);
    } catch (cause) {
      this.parts.logger.warn({ model: scorer.model, cause }, 'the cached model does not load');
    }
  }

  /** Asks the registry until it answers; a model that has no champion yet comes by event. */
  private async catchUp(scorer: ArmedScorer): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow(scorer);
        return;
      } catch {
        await wait(RETRY_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  private async onMoved(moved: AliasMoved): Promise<void> {
    const scorer = this.scorers.find(({ model }) => model === moved.model);
    if (moved.alias === 'champion' && scorer !== undefined) await this.follow(scorer);
  }

  private async onRollout({ model }: Rollout): Promise<void> {
    const scorer = this.scorers.find((candidate) => candidate.model === model);
    if (scorer !== undefined) await this.follow(scorer);
  }

  /** One at a time a model: what was asked for earlier never takes the place of what was asked for later. */
  private follow(scorer: ArmedScorer): Promise<void> {
    const turn = (this.turns.get(scorer) ?? Promise.resolve()).then(async () => {
      await this.followChampion(scorer);
      await this.arms?.follow(scorer);
    });
    this.turns.set(
      scorer,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async followChampion(scorer: ArmedScorer): Promise<void> {
    const { registry, logger } = this.parts;
    const champion = await registry.aliased(scorer.model, 'champion');
    if (champion === undefined || scorer.current?.version === champion.version) return;
    const onnx = await registry.artifact(champion.onnxSha256);
    if (onnx === undefined) throw new Error('the registry has the version but not its artifact');
    await scorer.swap(champion, onnx);
    await this.cache.keep(champion, onnx);
    this.ready(scorer);
    logger.info({ model: scorer.model, version: champion.version }, 'a model version took over');
  }

  private ready(scorer: ArmedScorer): void {
    this.parts.readiness.done(`model ${scorer.model}`);
  }
}
