import type { FieldOf, Shape } from '../shape/shape.js';
import type { Gates } from './model-gates.js';
import type { ModelLearning, TeachesFeatures } from './model-learning.js';
import type { ModelSchedule } from './model-schedule.js';
import type { ModelSplit } from './model-split.js';
import type { ModelWatch } from './model-watch.js';

/** A model of the product: what it sees, what it foresees, how it is judged. */
export interface ModelSpec<Features extends Shape = Shape, Teacher extends string = string> {
  readonly kind: 'model';
  readonly name: string;
  /** Field order is the order of the input columns. */
  readonly features: Features;
  /** The dataset port whose rows teach, and the field of 0 or 1 in it that is to be foreseen. */
  readonly learnsFrom: { readonly dataset: Teacher; readonly label: string; readonly split?: ModelSplit };
  /** Model card, a Markdown file beside the declaration. */
  readonly card: `${string}.card.md`;
  readonly gates: Gates;
  /** When it is trained without being asked. */
  readonly schedule?: ModelSchedule;
  /** How it is judged while it serves, and what follows by rule. */
  readonly watch?: ModelWatch;
  /** The stream that teaches challengers. */
  readonly learns?: ModelLearning;
}

/** Declares a model. */
export const model = <
  Features extends Shape,
  Rows extends Shape,
  const Teacher extends string,
  Message extends Shape = Features,
>(
  name: string,
  spec: {
    features: Features;
    learnsFrom: {
      dataset: Teacher;
      rows: Rows;
      label: FieldOf<NoInfer<Rows>>;
      split?: ModelSplit<FieldOf<NoInfer<Rows>>>;
    };
    card: `${string}.card.md`;
    gates: Gates<FieldOf<NoInfer<Features>>>;
    schedule?: ModelSchedule;
    watch?: ModelWatch;
    learns?: ModelLearning<Message, Features> & {
      readonly message: TeachesFeatures<NoInfer<Message>, NoInfer<Features>>;
    };
  },
  // Without NoInfer the name would be inferred from the declaration around it.
): ModelSpec<Features, NoInfer<Teacher>> =>
  Object.freeze({
    kind: 'model',
    name,
    ...spec,
    learnsFrom: {
      dataset: spec.learnsFrom.dataset,
      label: spec.learnsFrom.label,
      ...(spec.learnsFrom.split && { split: spec.learnsFrom.split }),
    },
  });
