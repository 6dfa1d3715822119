import type { Signature } from '@mesh/models';
import type { Snapshot } from '@mesh/training';

/** A model that can be asked: rows of its features, row-major, in; one answer a row out. Throws SERVING.RUN_FAILED. */
export interface AskedModel {
  readonly signature: Signature;
  score(rows: Float32Array): Promise<Float32Array>;
}

/** The rows of a table as the input matrix of a model: its features by name, whatever their order in the table. */
export function matrixOf(
  table: Pick<Snapshot, 'columns' | 'features'>,
  features: readonly string[],
  picked: readonly number[],
): Float32Array {
  const places = features.map((name) => table.columns.indexOf(name));
  const matrix = new Float32Array(picked.length * features.length);
  picked.forEach((row, i) =>
    places.forEach((place, j) => {
      matrix[i * features.length + j] = table.features[row]![place]!;
    }),
  );
  return matrix;
}
