import type { HeartCase } from '@mesh/heart-disease-risk';

/** The examined cases that the model learns from, in an order that never changes. */
export interface ReferenceCases {
  from(position: number): AsyncIterable<HeartCase>;
}

/** Injection token of the cases. */
export const ReferenceCases = Symbol('ReferenceCases');
