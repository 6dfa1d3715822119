/** What a model foresees: whether something occurs, as a probability from 0 to 1, or how often it is to be expected. */
export type Outcome = 'probability' | 'count';

declare const refusal: unique symbol;

/** What no value is: whoever declares it reads why not. */
export interface Refused<Why extends string> {
  readonly [refusal]: Why;
}
