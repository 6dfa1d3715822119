/** A semantic version without a label, `1.4.0`. */
export type Version = `${number}.${number}.${number}`;
