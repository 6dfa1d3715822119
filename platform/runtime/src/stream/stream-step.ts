import { RequestErrors, type Bury, type LoggedEvent, type NewEvent, type Step, type StepOutput } from '@mesh/events';
import { MeshError, type Asked, type FieldError } from '@mesh/product';
import { continueTrace } from '../http/trace-context.js';
import type { StreamMetrics } from '../observability/metrics.js';
import type { EventMaker } from '../product/event-of-message.js';
import type { Answered } from '../product/predictors.js';
import { RuntimeErrors } from '../runtime.errors.js';
import type { Validator } from '../validation/compile-validator.js';
import type { Replies } from './replies.js';
import { requestIdOf } from './request-id.js';

/** What of the service says what follows from a message. */
export type Follow = (
  message: object,
  prediction: Answered,
  asked: Asked,
) => Readonly<Record<string, object | undefined>>;

export interface StreamStepParts {
  /** Name of the port in the declaration. */
  readonly name: string;
  readonly input: string;
  readonly check: Validator;
  readonly predict: (documents: readonly object[]) => Promise<readonly Answered[]>;
  readonly follow: Follow;
  /** By the name of the event port, in the order of the declaration. */
  readonly makers: ReadonlyMap<string, EventMaker>;
  readonly replies: Replies;
  readonly metrics: StreamMetrics;
  /** Told of what a service met that is no fault of a message. */
  readonly report: (error: unknown) => void;
}

/** The events of one batch by topic, in the order in which they followed. */
class Outputs {
  private readonly byTopic = new Map<string, NewEvent[]>();

  add(topic: string, event: NewEvent): void {
    const events = this.byTopic.get(topic);
    if (events === undefined) this.byTopic.set(topic, [event]);
    else events.push(event);
  }

  all(): readonly StepOutput[] {
    return [...this.byTopic].map(([topic, events]) => ({ topic, events }));
  }
}

/**
 * Scores a batch of messages: checks each, foresees for all in one call of the model, and gives what the service says
 * follows. What breaks its contract is buried with the fields and rules; what is away lets the whole batch wait.
 */
export function streamStep(parts: StreamStepParts): Step {
  return async (events, signal, bury) => {
    const outputs = new Outputs();
    const valid = events.filter((event) => {
      const errors = errorsOf(parts.check, event);
      if (errors.length === 0) return true;
      const error = RuntimeErrors.MESSAGE_INVALID({ input: parts.input, errors });
      giveUp(parts, outputs, { event, error, told: RuntimeErrors.BODY_INVALID({ errors }), bury });
      return false;
    });
    if (valid.length === 0) return outputs.all();
    const predictions = await parts.predict(valid.map(({ data }) => data as object));
    valid.forEach((event, nth) => {
      try {
        follow(parts, outputs, { event, prediction: predictions[nth] as Answered, signal });
      } catch (error) {
        if (error instanceof MeshError && error.retryable) throw error;
        parts.report(error);
        giveUp(parts, outputs, { event, error, bury });
      }
    });
    parts.metrics.batch(events.length);
    return outputs.all();
  };
}

function errorsOf(check: Validator, event: LoggedEvent): readonly FieldError[] {
  let data: unknown;
  try {
    // Parsed on first use; what a stranger wrote need not be JSON.
    ({ data } = event);
  } catch {
    return [{ pointer: '', rule: 'json', message: 'is no JSON' }];
  }
  return check(data);
}

function follow(
  { name, follow: followed, makers, replies, metrics }: StreamStepParts,
  outputs: Outputs,
  { event, prediction, signal }: { event: LoggedEvent; prediction: Answered; signal: AbortSignal },
): void {
  const asked: Asked = {
    caller: { id: event.source },
    ...continueTrace(event.traceparent),
    requestId: requestIdOf(event, name),
    repeatable: true,
    signal,
  };
  const given = followed(event.data as object, prediction, asked);
  // Made before any is given: what follows from a message follows whole.
  const made = [...makers].flatMap(([port, { topic, eventOf }]) => {
    const message = given[port];
    return message === undefined ? [] : [{ topic, event: eventOf(message, asked) }];
  });
  for (const output of made) outputs.add(output.topic, output.event);
  if (replies.isAsked(event)) {
    const [answer] = makers.keys();
    const topic = makers.get(answer ?? '')?.topic;
    const first = made.find((output) => output.topic === topic);
    const reply =
      first === undefined ? replies.problem(event, RequestErrors.NO_ANSWER()) : replies.answer(event, first.event);
    outputs.add(reply.topic, reply.event);
  }
  metrics.scored(event.time);
}

function giveUp(
  { replies, metrics }: StreamStepParts,
  outputs: Outputs,
  {
    event,
    error,
    told = error,
    bury,
  }: { event: LoggedEvent; error: unknown; /** What a caller hears. */ told?: unknown; bury: Bury },
): void {
  bury(event, error);
  metrics.refused();
  if (!replies.isAsked(event)) return;
  const { topic, event: problem } = replies.problem(event, told);
  outputs.add(topic, problem);
}
