import type { FieldOf, Shape } from '../shape/shape.js';
import type { CountGates, Gates } from './model-gates.js';
import type { ModelLearning, TeachesFeatures } from './model-learning.js';
import type { GatesOf, OfProbabilities } from './model-outcome.js';
import type { ModelSchedule } from './model-schedule.js';
import type { ModelSplit } from './model-split.js';
import type { ModelWatch } from './model-watch.js';
import type { Outcome } from './outcome.js';

/** A model of the product: what it sees, what it foresees, how it is judged. */
export interface ModelSpec<
  Features extends Shape = Shape,
  Teacher extends string = string,
  Foreseen extends Outcome = Outcome,
> {
  readonly kind: 'model';
  readonly name: string;
  /** Field order is the order of the input columns. */
  readonly features: Features;
  /** The dataset port whose rows teach, and the field in it that is to be foreseen: 0 or 1, or a whole number where it is a count. */
  readonly learnsFrom: {
    readonly dataset: Teacher;
    readonly label: string;
    readonly outcome: Foreseen;
    readonly split?: ModelSplit;
  };
  /** Model card, a Markdown file beside the declaration. */
  readonly card: `${string}.card.md`;
  readonly gates: Foreseen extends 'count' ? CountGates : Gates;
  /** When it is trained without being asked. */
  readonly schedule?: ModelSchedule;
  /** How it is judged while it serves, and what follows by rule. */
  readonly watch?: ModelWatch;
  /** The stream that teaches challengers. */
  readonly learns?: ModelLearning;
}

/** Declares a model: of a probability, or of a count where it learns from one. */
export const model = <
  Features extends Shape,
  Rows extends Shape,
  const Teacher extends string,
  const Foreseen extends Outcome = 'probability',
  Message extends Shape = Features,
>(
  name: string,
  spec: {
    features: Features;
    learnsFrom: {
      dataset: Teacher;
      rows: Rows;
      label: FieldOf<NoInfer<Rows>>;
      outcome?: Foreseen;
      split?: ModelSplit<FieldOf<NoInfer<Rows>>>;
    };
    card: `${string}.card.md`;
    gates: GatesOf<NoInfer<Foreseen>, FieldOf<NoInfer<Features>>>;
    schedule?: ModelSchedule;
    watch?: OfProbabilities<
      NoInfer<Foreseen>,
      ModelWatch,
      'a count is not watched: what is joined are outcomes of 0 or 1'
    >;
    learns?: OfProbabilities<
      NoInfer<Foreseen>,
      unknown,
      'a count is not learned from a stream: online learners foresee 0 or 1'
    > &
      ModelLearning<Message, Features> & {
        readonly message: TeachesFeatures<NoInfer<Message>, NoInfer<Features>>;
      };
  },
  // Without NoInfer the name, and the outcome, would be inferred from the declaration around them.
): ModelSpec<Features, NoInfer<Teacher>, NoInfer<Foreseen>> =>
  Object.freeze({
    kind: 'model',
    name,
    ...spec,
    learnsFrom: {
      dataset: spec.learnsFrom.dataset,
      label: spec.learnsFrom.label,
      outcome: spec.learnsFrom.outcome ?? 'probability',
      ...(spec.learnsFrom.split && { split: spec.learnsFrom.split }),
    },
    // Which gates stand beside which outcome is checked where they are declared; here both are still open.
  }) as unknown as ModelSpec<Features, NoInfer<Teacher>, NoInfer<Foreseen>>;
