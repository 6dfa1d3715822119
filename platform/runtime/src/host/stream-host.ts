import type { EventLog, Subscription } from '@mesh/events';
import {
  givenByStream,
  personalTexts,
  streamGroup,
  streamPorts,
  takenBy,
  type ModelSpec,
  type StreamPort,
} from '@mesh/product';
import type { ArmedScorer } from '@mesh/rollout';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import { eventMaker } from '../product/event-of-message.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { entityOf } from '../product/entity-of.js';
import { batchPredictorOf } from '../product/predictors.js';
import { Replies } from '../stream/replies.js';
import { streamStep, type Follow } from '../stream/stream-step.js';
import { compileReader, compileValidator } from '../validation/compile-validator.js';

/** Most messages of one call of the model; fewer when fewer wait. */
const MAX_BATCH = 1_000;
const LOOK_FOR_MODEL_MS = 100;
/** Callers who wait do so for seconds. */
const REPLIES_KEPT_MS = 3_600_000;

export interface StreamHostParts {
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Runs the stream ports of a product: each begins when its model is there, and its messages wait for it in the log. */
export class StreamHost {
  private readonly subscriptions: Subscription[] = [];
  private readonly waiting = new Set<NodeJS.Timeout>();
  private beginning: Promise<void>[] = [];
  private isClosing = false;

  constructor(
    private readonly product: HostedProduct,
    private readonly parts: StreamHostParts,
  ) {}

  /** Declares the topics of replies; resolves before the first message is scored. */
  async start(): Promise<void> {
    const { served, scorers } = this.product;
    for (const [name, port] of streamPorts(served.declared)) {
      // A topic of the product's own was declared with its ports.
      if (served.declared.inputs?.[port.takes]?.kind === 'input')
        await this.parts.log.declareTopic({ name: takenBy(served.declared, port).topic });
      const replies = new Replies(served, name, port);
      const personal = givenByStream(served.declared, port)
        .slice(0, 1)
        .flatMap(({ message }) => personalTexts(message));
      for (const reply of replies.topics)
        await this.parts.log.declareTopic({ name: reply, partitions: 1, retentionMs: REPLIES_KEPT_MS, personal });
      this.beginWhenReady(scorers.get(port.model) as ArmedScorer, () => this.begin(name, port, replies));
    }
  }

  async close(): Promise<void> {
    this.isClosing = true;
    for (const timer of this.waiting) clearInterval(timer);
    await Promise.all(this.beginning);
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  private beginWhenReady(scorer: ArmedScorer, begin: () => Promise<void>): void {
    const timer = setInterval(() => {
      if (scorer.current === undefined) return;
      clearInterval(timer);
      this.waiting.delete(timer);
      this.beginning.push(begin());
    }, LOOK_FOR_MODEL_MS).unref();
    this.waiting.add(timer);
  }

  /** Tries until it has begun: the log may be away just now. */
  private async begin(name: string, port: StreamPort, replies: Replies): Promise<void> {
    const { served, service, scorers } = this.product;
    const { declared } = served;
    const { topic, port: input } = takenBy(declared, port);
    const isOwn = declared.inputs?.[port.takes]?.kind === 'accepted';
    const step = streamStep({
      name,
      input: port.takes,
      // Writers to the product's own input keep its contract; another product may add fields with a minor version.
      check: (isOwn ? compileValidator : compileReader)(input.message),
      predict: batchPredictorOf(
        (declared.models ?? {})[port.model] as ModelSpec,
        scorers.get(port.model) as ArmedScorer,
        entityOf(declared, port.model),
      ),
      follow: (service[name] as Follow).bind(service),
      makers: new Map(
        givenByStream(declared, port).map((event, nth) => {
          const given = port.gives[nth] as string;
          return [given, eventMaker(served, given, event)] as const;
        }),
      ),
      replies,
      metrics: this.parts.metrics.stream(served.names.port(name)),
      report: (cause) =>
        this.parts.logger.error(
          { cause, port: served.names.port(name) },
          'what follows from a message could not be told',
        ),
    });
    const settings = { topics: [topic], group: streamGroup(declared, port), maxBatch: MAX_BATCH };
    while (!this.isClosing) {
      try {
        this.subscriptions.push(await this.parts.log.transform(settings, step));
        return;
      } catch (cause) {
        this.parts.logger.warn({ cause, port: served.names.port(name) }, 'a stream port could not begin yet');
        await new Promise((resolve) => setTimeout(resolve, LOOK_FOR_MODEL_MS * 10));
      }
    }
  }
}
