/** 1 when disease is more likely than not. */
export const foresees = (probability: number): 0 | 1 => (probability >= 0.5 ? 1 : 0);
