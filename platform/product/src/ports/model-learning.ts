import type { FieldOf, Shape, ValueOf } from '../shape/shape.js';
import type { Duration } from './duration.js';

/** `<domain>.<product>.<event>.v<major>`, the name of an event port's topic. */
export type TopicName = `${string}.${string}.${string}.v${number}`;

/**
 * The stream that teaches a model while it goes on: each event is first foreseen, which judges, and then learned. What is
 * learned becomes versions, the newest of which is the challenger; who serves is decided as for any other version.
 */
export interface ModelLearning<Message extends Shape = Shape, Features extends Shape = Shape> {
  /**
   * A topic and no port: what joins scores with outcomes reads the product of the model, and two declarations cannot name
   * each other.
   */
  readonly from: TopicName;
  /** What stands there: the features of the model and the outcome. */
  readonly message: Message;
  /** The field of 0 or 1 that is to be foreseen. */
  readonly label: FieldOf<NoInfer<Message>>;
  /** Logistic regression with adaptive steps, or naive Bayes. */
  readonly learner: 'logistic-regression' | 'naive-bayes';
  /** `when-it-changes`: begins anew with the latest events where its errors have risen (ADWIN). Default `never`. */
  readonly forgets?: 'never' | 'when-it-changes';
  /** A version after so many events, or after so long where something was learned. */
  readonly version: { readonly every: number | Duration };
  /** Numbers that stand for "not measured", such as a cholesterol of 0. */
  readonly notMeasured?: Readonly<Partial<Record<FieldOf<NoInfer<Features>>, number>>>;
}

/** The learning itself where its message has the features, and a sentence elsewhere. */
export type TeachesFeatures<Message extends Shape, Features extends Shape> =
  ValueOf<Message> extends ValueOf<Features> ? unknown : 'the message lacks features of the model';
