import { durationMs, fieldOrder, jsonSchemaOf, type Gates, type ModelLearning, type ModelSpec } from '@mesh/product';
import {
  categorical,
  numeric,
  type LearningModel,
  type SnapshotPace,
  type TrainableModel,
  type TrainingColumn,
} from '@mesh/training';
import type { HostedProduct } from '../product/hosted-products.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader } from '../validation/compile-validator.js';

/** The models of a product that a stream teaches, as what teaches them needs them. */
export function learningModels(
  { served }: Pick<HostedProduct, 'served'>,
  trainable: readonly TrainableModel[],
): readonly LearningModel[] {
  return Object.values(served.declared.models ?? {}).flatMap((spec: ModelSpec) => {
    if (spec.learns === undefined) return [];
    const { from, message, label, learner, forgets = 'never', version } = spec.learns;
    const check = compileReader(message);
    const { gates, recentInputs } = trainable.find(({ model }) => model === spec.name) ?? {};
    return [
      {
        model: spec.name,
        columns: columnsOf(spec, spec.learns),
        label,
        topic: from,
        learner,
        forgets: forgets === 'when-it-changes',
        snapshot: paceOf(version),
        contractVersion: served.declared.version,
        // What learns from a stream foresees a probability, and so do its gates.
        ...(gates && { gates: gates as Gates }),
        ...(recentInputs && { recentInputs }),
        source: `urn:mesh:topic:${from}`,
        check: (data) => {
          const errors = check(data);
          if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ errors });
        },
      },
    ];
  });
}

/** A feature that is one of a few numbers is a code; any other is a quantity. */
function columnsOf({ features }: ModelSpec, { notMeasured = {} }: ModelLearning): readonly TrainingColumn[] {
  const { properties = {} } = jsonSchemaOf(features);
  return fieldOrder(features).map((name) => {
    const codes = properties[name]?.['enum'];
    if (Array.isArray(codes))
      return categorical(
        name,
        codes.filter((code): code is number => typeof code === 'number'),
      );
    const missingValue = (notMeasured as Readonly<Record<string, number>>)[name];
    return numeric(name, missingValue === undefined ? {} : { missingValue });
  });
}

const paceOf = ({ every }: ModelLearning['version']): SnapshotPace =>
  typeof every === 'number' ? { events: every } : { ms: durationMs(every) };
