/** A class that speaks for a shape: its type, its rules, its documents and its columns. */
export type Shape<Value extends object = object> = new () => Value;

/** The value a shape describes. */
export type ValueOf<S extends Shape> = InstanceType<S>;

/** The names of a shape's fields. */
export type FieldOf<S extends Shape> = Extract<keyof InstanceType<S>, string>;
