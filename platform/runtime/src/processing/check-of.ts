import { personalTexts, type Shape } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader } from '../validation/compile-validator.js';

/** What a message must be; a token in the place of a personal text keeps no rule of that text. */
export function checkOf(message: Shape): (data: unknown) => void {
  const check = compileReader(message);
  const personal = new Set(personalTexts(message).map((field) => `/${field}`));
  return (data) => {
    const errors = check(data).filter(({ pointer, rule }) => rule === 'required' || !personal.has(pointer));
    if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ errors });
  };
}
