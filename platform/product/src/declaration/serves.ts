import type { EventPort, DatasetPort, RestPort } from '../ports/ports.js';
import type { MessageOf } from '../ports/stream-complaints.js';
import type { StreamPort } from '../ports/stream.js';
import type { Shape, ValueOf } from '../shape/shape.js';
import type { ProcessingOf, ReadBy } from '../processing/processing.js';
import type { DataProduct, InputsOf, ModelsOf, PortsOf } from './data-product.js';
import type { AnswerOf } from './live.js';

/** Who asks and in which trace: handed to every handler, and handed on with every event. */
export interface Asked {
  readonly caller: { readonly id: string; readonly purpose?: string };
  /** Of which personal data the grant that let the call in says that the caller may read it. Default none. */
  readonly reveals?: readonly 'phi'[];
  /** W3C trace id, 32 hex digits. */
  readonly traceId: string;
  readonly traceparent: string;
  /** An id that repeats when the call is repeated with the same `Idempotency-Key`, and is new otherwise. UUIDv7. */
  readonly requestId: string;
  /** Whether the caller may repeat the call: events that result are then written once. */
  readonly repeatable: boolean;
  /** Aborts when the deadline passes. */
  readonly signal: AbortSignal;
}

type RestMethod<P> =
  P extends RestPort<infer Body extends Shape, infer Returns extends Shape>
    ? (request: ValueOf<Body>, asked: Asked) => Promise<ValueOf<Returns>>
    : never;

/** Rows from the given position on, in an order that never changes: the runtime lands each once. */
type RowSource<P> =
  P extends DatasetPort<infer Row extends Shape> ? (from: number) => AsyncIterable<ValueOf<Row>> : never;

type InputHandler<I> = (message: ValueOf<MessageOf<I>>, asked: Asked) => Promise<void>;

/** What follows from one message and its prediction: at most one message an event port, named after what it was taken from. */
type StreamMethod<P extends DataProduct, S> =
  S extends StreamPort<infer Model extends string, infer Takes extends string, infer Gives extends string>
    ? (
        message: ValueOf<MessageOf<InputsOf<P>[Takes & keyof InputsOf<P>]>>,
        prediction: AnswerOf<ModelsOf<P>[Model & keyof ModelsOf<P>]>,
        asked: Asked,
      ) => {
        readonly [Name in Gives]?: P['ports'][Name] extends EventPort<infer Message extends Shape>
          ? ValueOf<Message> | undefined
          : never;
      }
    : never;

/** The inputs that a port of the product takes by itself: it names them in `takes`; or that a processing reads. */
type TakenInputs<P extends DataProduct> =
  | {
      [Name in keyof P['ports']]: P['ports'][Name] extends { readonly takes: infer Taken extends string }
        ? Taken
        : never;
    }[keyof P['ports']]
  | ReadBy<ProcessingOf<P>>;

type SourcedDatasets<P extends DataProduct> = {
  [Name in keyof PortsOf<P, 'dataset'> as P['ports'][Name] extends { lands: string } ? never : Name]: P['ports'][Name];
};

/**
 * What a team implements: one method a REST port, one row source a dataset that no event fills, one method a stream port,
 * which the runtime calls for message after message, and one `on<Input>` an input that no stream port takes. Leaving one out does not compile.
 */
export type Serves<P extends DataProduct> = {
  [Name in keyof PortsOf<P, 'rest'>]: RestMethod<P['ports'][Name]>;
} & {
  [Name in keyof SourcedDatasets<P>]: RowSource<P['ports'][Name]>;
} & {
  [Name in keyof PortsOf<P, 'stream'>]: StreamMethod<P, P['ports'][Name]>;
} & {
  [
    Name in keyof InputsOf<P> as Name extends string
      ? Name extends TakenInputs<P>
        ? never
        : `on${Capitalize<Name>}`
      : never
  ]: InputHandler<InputsOf<P>[Name]>;
};
