import type { EventLog, LoggedEvent, Subscription } from '@mesh/events';
import { namesOf, type Asked, type Input } from '@mesh/product';
import { continueTrace } from '../http/trace-context.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader, type Validator } from '../validation/compile-validator.js';

type Handler = (message: unknown, asked: Asked) => Promise<void>;

/** Brings the events that a product consumes to its `on<Input>` methods: in order, at least once, the invalid to the dead letters. */
export class InputHost {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly product: HostedProduct,
    private readonly log: EventLog,
  ) {}

  async start(): Promise<void> {
    const { served } = this.product;
    for (const [name, input] of Object.entries(served.declared.inputs ?? {})) {
      const topic = namesOf(input.product).topic(input.port.name);
      await this.log.declareTopic({ name: topic });
      const group = `${served.names.domain}.${served.names.product}.${name}`;
      const handle = this.handlerOf(name, input);
      this.subscriptions.push(
        await this.log.subscribe({ topics: [topic], group }, async (events, signal) => {
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

  private handlerOf(name: string, input: Input): (event: LoggedEvent, signal: AbortSignal) => Promise<void> {
    const check: Validator = compileReader(input.port.message);
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
