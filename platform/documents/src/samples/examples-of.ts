import { samplesOf, type Shape, type ValueOf } from '@mesh/product';

/** Synthetic documents of a shape; none while one of its fields has no `@Example`. */
export function examplesOf<S extends Shape>(shape: S, count = 3): readonly ValueOf<S>[] {
  try {
    return samplesOf(shape, count);
  } catch {
    return [];
  }
}
