import type { EventPort, DatasetPort, RestPort } from '../ports/ports.js';
import type { Input } from '../ports/input.js';
import type { Shape, ValueOf } from '../shape/shape.js';
import type { DataProduct, InputsOf, PortsOf } from './data-product.js';

/** Who asks and in which trace: handed to every handler, and handed on with every event. */
export interface Asked {
  readonly caller: { readonly id: string; readonly purpose?: string };
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

type InputHandler<I> =
  I extends Input<EventPort<infer Message extends Shape>>
    ? (message: ValueOf<Message>, asked: Asked) => Promise<void>
    : never;

type SourcedDatasets<P extends DataProduct> = {
  [Name in keyof PortsOf<P, 'dataset'> as P['ports'][Name] extends { lands: string } ? never : Name]: P['ports'][Name];
};

/**
 * What a team implements: one method a REST port, one row source a dataset that no event fills,
 * one `on<Input>` a consumed event. Leaving one out does not compile.
 */
export type Serves<P extends DataProduct> = {
  [Name in keyof PortsOf<P, 'rest'>]: RestMethod<P['ports'][Name]>;
} & {
  [Name in keyof SourcedDatasets<P>]: RowSource<P['ports'][Name]>;
} & {
  [Name in keyof InputsOf<P> as Name extends string ? `on${Capitalize<Name>}` : never]: InputHandler<InputsOf<P>[Name]>;
};
