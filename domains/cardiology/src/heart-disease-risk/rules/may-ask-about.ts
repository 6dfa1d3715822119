import type { HeartScored } from '@mesh/heart-disease-risk';
import type { Asked } from '@mesh/product';

/** Who may read personal data may ask about every score; everybody else only about those that they asked for themselves. */
export const mayAskAbout = ({ askedBy }: Pick<HeartScored, 'askedBy'>, { caller, reveals }: Asked): boolean =>
  reveals?.includes('phi') === true || askedBy === caller.id;
