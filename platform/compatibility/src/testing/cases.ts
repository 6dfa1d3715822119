import type { Change, Direction, Hurt, Step } from '../change.js';
import { compare } from '../compare.js';
import { basePlan, documentsOf, type Plan } from './plan.js';

/** One kind of change: what is done to the declaration, and how the comparison has to judge it. */
export interface Case {
  readonly change: string;
  readonly edit: (plan: Plan) => void;
  /** What is done before the release, where the change needs something to start from. */
  readonly released?: (plan: Plan) => void;
  readonly today?: string;
  readonly kind: string;
  readonly port?: string;
  readonly field?: string;
  readonly direction: Direction;
  readonly hurts: Hurt;
  readonly deserves: Step;
  /** Other ports that the same change of the declaration breaks; undefined stands for the whole product. */
  readonly alsoBreaks?: readonly (string | undefined)[];
}

/** What is different between the documents of the plan before and after. */
export function changesOf({ edit, released, today }: Pick<Case, 'edit' | 'released' | 'today'>): readonly Change[] {
  const [before, after] = [basePlan(), basePlan()];
  released?.(before);
  released?.(after);
  edit(after);
  const from = released === undefined ? baseDocuments() : documentsOf(before);
  return compare(from, documentsOf(after), { ...(today !== undefined && { today }) });
}

let remembered: ReadonlyMap<string, string> | undefined;
const baseDocuments = (): ReadonlyMap<string, string> => (remembered ??= documentsOf(basePlan()));
