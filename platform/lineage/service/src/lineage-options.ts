/** How the lineage service works. */
export interface LineageOptions {
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const LineageSettings = Symbol('LineageSettings');

/** Options with every default filled in. */
export type LineageSettings = Required<LineageOptions>;

/** Fills in the defaults. */
export const lineageSettings = (options: LineageOptions): LineageSettings => ({
  now: options.now ?? (() => new Date()),
});
