import type { FieldOf, Shape } from '../shape/shape.js';

/** Floors that a version must reach on held-out rows before it may serve. */
export interface Gates {
  readonly rocAuc?: { readonly min: number };
  /** Greatest expected calibration error. */
  readonly calibration?: { readonly max: number };
  /** Greatest Brier score. */
  readonly brier?: { readonly max: number };
  /** Attributes whose groups are reported apart. */
  readonly subgroups?: readonly string[];
}

/** A model of the product: what it sees, what it foresees, how it is judged. */
export interface ModelSpec<Features extends Shape = Shape, Teacher extends string = string> {
  readonly kind: 'model';
  readonly name: string;
  /** Field order is the order of the input columns. */
  readonly features: Features;
  /** The dataset port whose rows teach, and the field of 0 or 1 in it that is to be foreseen. */
  readonly learnsFrom: { readonly dataset: Teacher; readonly label: string };
  /** Model card, a Markdown file beside the declaration. */
  readonly card: `${string}.card.md`;
  readonly gates: Gates;
}

/** Declares a model. */
export const model = <Features extends Shape, Rows extends Shape, const Teacher extends string>(
  name: string,
  spec: {
    features: Features;
    learnsFrom: { dataset: Teacher; rows: Rows; label: FieldOf<NoInfer<Rows>> };
    card: `${string}.card.md`;
    gates: Gates;
  },
  // Without NoInfer the name would be inferred from the declaration around it.
): ModelSpec<Features, NoInfer<Teacher>> =>
  Object.freeze({
    kind: 'model',
    name,
    ...spec,
    learnsFrom: { dataset: spec.learnsFrom.dataset, label: spec.learnsFrom.label },
  });
