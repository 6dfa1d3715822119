/** SQL under construction with its parameters: no value ever becomes part of the text. */
export class SqlText {
  readonly values: unknown[] = [];

  /** The place of a value: `$3`. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
