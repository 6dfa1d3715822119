import { permutationOf, seededRandom } from './seeded-random.js';

/** Rows that a score is compared with: what the model says of them on average is where its explanation begins. */
export interface Background {
  /** n × features values, row-major. */
  readonly values: Float32Array;
  readonly rows: number;
}

/** At most so many of the rows, drawn without return, the same for the same seed. */
export function backgroundOf(rows: readonly ArrayLike<number>[], most = 200, seed = 1): Background {
  const drawn = permutationOf(rows.length, seededRandom(seed)).slice(0, most);
  const width = rows[0]?.length ?? 0;
  const values = new Float32Array(drawn.length * width);
  drawn.forEach((row, nth) => values.set(rows[row] as ArrayLike<number>, nth * width));
  return { values, rows: drawn.length };
}
