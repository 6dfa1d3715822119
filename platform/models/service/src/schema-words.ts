/** Text that says something. */
export const text = { type: 'string', minLength: 1, maxLength: 1_000 } as const;
/** Hex SHA-256. */
export const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
/** A share. */
export const unit = { type: 'number', minimum: 0, maximum: 1 } as const;
/** How many. */
export const count = { type: 'integer', minimum: 0 } as const;
/** An amount, or a loss without a largest value. */
export const amount = { type: 'number', minimum: 0 } as const;

/** An object with these members and no others. */
export const strictObject = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** Many of one kind, but not too many. */
export const upTo = (maxItems: number, items: object) => ({ type: 'array', maxItems, items });
