/** A value as a cell of the lake holds it: what is neither text nor number nor truth value is kept as JSON text. */
export const jsonText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
