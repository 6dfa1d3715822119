import { BaseRpcContext } from '@nestjs/microservices';
import type { LoggedEvent } from '@mesh/events';

/** What a handler knows of the event besides its data: its attributes, its place, and when to stop. */
export class EventContext extends BaseRpcContext<[LoggedEvent, AbortSignal]> {
  get event(): LoggedEvent {
    return this.args[0];
  }

  /** Aborts when another takes the partition over: then nothing must be made durable any more. */
  get signal(): AbortSignal {
    return this.args[1];
  }
}
