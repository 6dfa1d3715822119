import type { PipeTransform } from '@nestjs/common';
import type { Shape, ValueOf } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader, type Validator } from '../validation/compile-validator.js';

/** Hands a payload on that keeps a shape: `@Payload(new ShapePipe(HeartScored))`; another ends among the dead letters. */
export class ShapePipe<S extends Shape> implements PipeTransform<unknown, ValueOf<S>> {
  private readonly check: Validator;

  constructor(shape: S) {
    this.check = compileReader(shape);
  }

  transform(payload: unknown): ValueOf<S> {
    const errors = this.check(payload);
    if (errors.length > 0) throw RuntimeErrors.BODY_INVALID({ errors });
    return payload as ValueOf<S>;
  }
}
