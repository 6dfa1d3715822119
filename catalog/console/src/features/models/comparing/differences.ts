import { mainMeasure, type CountSubgroup, type Metrics, type Subgroup } from '../metrics.js';
import type { Measure, Parameters, Signature, Tensor } from '../model-version.js';

/** How a number changed, right against left, with the 95 % interval of the difference where one can be told. */
export interface Difference {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** What the change means for the model. */
  readonly verdict: 'better' | 'worse' | 'unclear' | 'same';
}

/** Two values of one measure. */
export interface ComparedMeasure {
  readonly key: string;
  readonly left?: Measure | number;
  readonly right?: Measure | number;
  readonly difference?: Difference;
}

const isMeasure = (value: Measure | number): value is Measure => typeof value === 'object';
const valueOf = (value: Measure | number): number => (isMeasure(value) ? value.value : value);

/**
 * The difference of two measures with its interval, made from theirs (MOVER, Zou & Donner, Statistics in Medicine
 * 2008;27:1693; for two proportions it is Newcombe's method 10). It takes the two for independent; versions judged on the
 * same cases are known a little better than it says.
 */
export function differenceOf(left: Measure | number, right: Measure | number, better: 'higher' | 'lower'): Difference {
  const value = valueOf(right) - valueOf(left);
  if (!isMeasure(left) || !isMeasure(right)) return { value, verdict: value === 0 ? 'same' : 'unclear' };
  const low = value - Math.hypot(right.value - right.low, left.high - left.value);
  const high = value + Math.hypot(right.high - right.value, left.value - left.low);
  const [rises, falls] = better === 'higher' ? (['better', 'worse'] as const) : (['worse', 'better'] as const);
  return { value, low, high, verdict: value === 0 ? 'same' : low > 0 ? rises : high < 0 ? falls : 'unclear' };
}

function compared(
  key: string,
  [left, right]: readonly [Measure | number | undefined, Measure | number | undefined],
  better: 'higher' | 'lower',
): ComparedMeasure {
  return {
    key,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(left !== undefined && right !== undefined && { difference: differenceOf(left, right, better) }),
  };
}

/** Every overall measure of two versions; none where one foresees a count and the other a probability. */
export function metricDifferences(left: Metrics, right: Metrics): readonly ComparedMeasure[] {
  const calibration = compared(
    'calibration',
    [left.calibration.expectedError, right.calibration.expectedError],
    'lower',
  );
  if (left.outcome === 'count' && right.outcome === 'count')
    return [
      compared('devianceExplained', [left.devianceExplained, right.devianceExplained], 'higher'),
      compared('meanPoissonDeviance', [left.meanPoissonDeviance, right.meanPoissonDeviance], 'lower'),
      compared('meanAbsoluteError', [left.meanAbsoluteError, right.meanAbsoluteError], 'lower'),
      calibration,
    ];
  if (left.outcome === 'count' || right.outcome === 'count') return [];
  return [
    compared('rocAuc', [left.rocAuc, right.rocAuc], 'higher'),
    compared('brier', [left.brier, right.brier], 'lower'),
    calibration,
    compared('crossValidatedRocAuc', [left.crossValidatedRocAuc, right.crossValidatedRocAuc], 'higher'),
  ];
}

/** A subgroup by attribute and value. */
export interface ComparedSubgroup extends ComparedMeasure {
  readonly attribute: string;
  readonly value: string;
}

/** How well two versions do for each group of people that either was judged on, by their main measure. */
export function subgroupDifferences(left: Metrics, right: Metrics): readonly ComparedSubgroup[] {
  if (mainMeasure(left).key !== mainMeasure(right).key) return [];
  const keyOf = ({ attribute, value }: AnyGroup) => JSON.stringify([attribute, value]);
  const sides = [left, right].map(
    ({ subgroups }) => new Map(subgroups.map((group: AnyGroup) => [keyOf(group), group] as const)),
  );
  const keys = [...new Set(sides.flatMap((side) => [...side.keys()]))];
  return keys.map((key) => {
    const [ofLeft, ofRight] = sides.map((side) => side.get(key));
    const { attribute, value } = (ofLeft ?? ofRight)!;
    return { ...compared(key, [measureOf(ofLeft), measureOf(ofRight)], 'higher'), attribute, value };
  });
}

type AnyGroup = Subgroup | CountSubgroup;

function measureOf(group: AnyGroup | undefined): Measure | undefined {
  if (group === undefined) return undefined;
  return 'positives' in group ? group.rocAuc : group.devianceExplained;
}

/** A thing with a name on two sides. */
export interface ComparedEntry {
  readonly name: string;
  readonly left?: string;
  readonly right?: string;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
}

function entries(
  left: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
): readonly ComparedEntry[] {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.map((name) => {
    const [one, other] = [left[name], right[name]];
    const change = one === undefined ? 'added' : other === undefined ? 'removed' : one === other ? 'same' : 'changed';
    return { name, ...(one !== undefined && { left: one }), ...(other !== undefined && { right: other }), change };
  });
}

const texts = (parameters: Parameters): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));

/** The hyperparameters of two versions. */
export const parameterDifferences = (left: Parameters, right: Parameters): readonly ComparedEntry[] =>
  entries(texts(left), texts(right));

const tensorText = ({ datatype, shape }: Tensor): string =>
  `${datatype}[${shape.map((size) => (size < 0 ? '?' : size)).join(', ')}]`;

/** What goes in and comes out of two versions: features by their place, tensors by their name. */
export function signatureDifferences(
  left: Signature,
  right: Signature,
): {
  readonly features: readonly ComparedEntry[];
  readonly tensors: readonly ComparedEntry[];
} {
  const places = ({ features }: Signature) =>
    Object.fromEntries(features.map((name, place) => [name, String(place + 1)]));
  const tensors = ({ inputs, outputs }: Signature) =>
    Object.fromEntries([
      ...inputs.map((tensor) => [`→ ${tensor.name}`, tensorText(tensor)] as const),
      ...outputs.map((tensor) => [`← ${tensor.name}`, tensorText(tensor)] as const),
    ]);
  return { features: entries(places(left), places(right)), tensors: entries(tensors(left), tensors(right)) };
}
