import type { ErrorDefinition } from '../errors/define-errors.js';
import type { FieldOf, Shape } from '../shape/shape.js';
import type { Deprecation } from './deprecation.js';
import type { Duration } from './duration.js';
import type { QualityRule } from './quality.js';
import type { StreamPort } from './stream.js';

/** A synchronous port: one document in, one document out. */
export interface RestPort<Body extends Shape = Shape, Returns extends Shape = Shape> {
  readonly kind: 'rest';
  readonly method: 'POST';
  /** Below `/<product>/v<major>`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly body: Body;
  readonly returns: Returns;
  readonly raises: readonly ErrorDefinition[];
  readonly deprecated?: Deprecation;
}

/** A port whose messages stand in a topic. */
export interface TopicPort<Message extends Shape = Shape> {
  readonly name: string;
  readonly summary: string;
  readonly message: Message;
  /** The field that identifies the event: writing the same one again has no effect. */
  readonly id: FieldOf<Message>;
  /** The field that names the entity: events of one entity stay in order. */
  readonly key: FieldOf<Message>;
  /** The field with the time at which the fact became true. */
  readonly at: FieldOf<Message>;
  /** `latest` keeps the last event of each key without end, instead of all for the time that the product promises. */
  readonly keeps?: 'latest';
  readonly deprecated?: Deprecation;
}

/** A fact that is published when it happens. */
export interface EventPort<Message extends Shape = Shape> extends TopicPort<Message> {
  readonly kind: 'event';
}

/** Rows that stay in the lake, partitioned by the UTC day of a field. */
export interface DatasetPort<Row extends Shape = Shape, Lands extends string | undefined = string | undefined> {
  readonly kind: 'dataset';
  readonly name: string;
  readonly summary: string;
  readonly row: Row;
  readonly partitionBy: FieldOf<Row>;
  /** The field that identifies a row. */
  readonly key: FieldOf<Row>;
  /** The event port of the same product whose messages are the rows; without one, the service is the source. */
  readonly lands: Lands;
  /** How old the newest readable row may be. */
  readonly refresh: Duration;
  /** Where rows that no event brings come from, and whom to thank. */
  readonly origin?: Origin;
  /** Checked on the real data, and shown with their last results. */
  readonly quality: readonly QualityRule<FieldOf<Row>>[];
  readonly deprecated?: Deprecation;
}

/** A source outside the mesh. */
export interface Origin {
  /** File or collection. */
  readonly name: string;
  /** Authors, title, identifier and licence, as the source asks to be named. */
  readonly attribution: string;
}

export type Port = RestPort | EventPort | DatasetPort | StreamPort;

export const rest = {
  /** A port that takes a document by POST. */
  post: <Body extends Shape, Returns extends Shape>(
    path: `/${string}`,
    spec: {
      summary: string;
      body: Body;
      returns: Returns;
      raises?: readonly ErrorDefinition[];
      deprecated?: Deprecation;
    },
  ): RestPort<Body, Returns> => Object.freeze({ kind: 'rest', method: 'POST', path, raises: [], ...spec }),
};

/** A topic of the product, named in the past tense. */
export const event = <Message extends Shape>(
  name: string,
  spec: {
    summary: string;
    message: Message;
    id: FieldOf<NoInfer<Message>>;
    key: FieldOf<NoInfer<Message>>;
    at: FieldOf<NoInfer<Message>>;
    keeps?: 'latest';
    deprecated?: Deprecation;
  },
): EventPort<Message> => Object.freeze({ kind: 'event', name, ...spec });

/** A dataset of the product; `lands` names the event port that fills it. */
export const dataset = <Row extends Shape, const Lands extends string | undefined = undefined>(
  name: string,
  spec: {
    summary: string;
    row: Row;
    key: FieldOf<NoInfer<Row>>;
    partitionBy: FieldOf<NoInfer<Row>>;
    refresh: Duration;
    lands?: Lands;
    origin?: Origin;
    quality?: readonly QualityRule<FieldOf<NoInfer<Row>>>[];
    deprecated?: Deprecation;
  },
  // Without NoInfer an absent `lands` would be inferred from the declaration around it.
): DatasetPort<Row, NoInfer<Lands>> =>
  Object.freeze({ kind: 'dataset', name, quality: [], ...spec, lands: spec.lands as Lands }) as DatasetPort<Row, Lands>;
