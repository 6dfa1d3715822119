/** What one gate says of a version, for good: a verdict is never changed, only overridden. */
export interface GateVerdict {
  /** As in the declaration, such as `rocAuc`; `signature` and `missingCells` are asked of every version. */
  readonly gate: string;
  readonly passed: boolean;
  /** One sentence with the figures in it. */
  readonly reason: string;
  /** What was measured and what was asked, by name with the unit. */
  readonly figures: Readonly<Record<string, number | string>>;
}
