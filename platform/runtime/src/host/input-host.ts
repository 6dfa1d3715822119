import type { EventLog, LoggedEvent, Subscription } from '@mesh/events';
import { inputTopic, personalTexts, takenInputs, type Asked, type TopicPort } from '@mesh/product';
import { continueTrace } from '../http/trace-context.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader, type Validator } from '../validation/compile-validator.js';

type Handler = (message: unknown, asked: Asked) => Promise<void>;

/** Brings the events that a product reads, of others or sent to it, to its `on<Input>` methods: in order, at least once, the invalid to the dead letters. */
export class InputHost {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly product: HostedProduct,
    private readonly log: EventLog,
  ) {}

  async start(): Promise<void> {
    const { served } = this.product;
    const taken = takenInputs(served.declared);
    for (const [name, input] of Object.entries(served.declared.inputs ?? {})) {
      if (taken.has(name)) continue;
      const { topic, port } = inputTopic(served.declared, input);
      // A topic of the product's own was declared with its ports.
      if (input.kind === 'input') await this.log.declareTopic({ name: topic, personal: personalTexts(port.message) });
      const group = `${served.names.domain}.${served.names.product}.${name}`;
      const handle = this.handlerOf(name, port);
      this.subscriptions.push(
        await this.log.subscribe({ topics: [topic], group, order: 'key' }, async (events, signal) => {
          for (const event of events) {
            signal.throwIfAborted();
            await handle(event, signal);
          }
        }),
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  private handlerOf(name: string, port: TopicPort): (event: LoggedEvent, signal: AbortSignal) => Promise<void> {
    const check: Validator = compileReader(port.message);
    const method = `on${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const handler = (this.product.service[method] as Handler).bind(this.product.service);
    return async (event, signal) => {
      const errors = check(event.data);
      if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ input: name, errors });
      await handler(event.data, {
        caller: { id: event.source },
        ...continueTrace(event.traceparent),
        // An event may come twice: what follows from it is named after it, so that it is written once.
        requestId: event.id,
        repeatable: true,
        signal,
      });
    };
  }
}
