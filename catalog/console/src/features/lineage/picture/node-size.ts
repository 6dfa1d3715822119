/** Measures of a node in the picture, in pixels; the style sheet keeps to them. */
export const NODE = { width: 252, head: 64, foot: 34, column: 24, columnsPadding: 8 } as const;

/** The height of a node with so many columns shown. */
export const nodeHeight = ({ columns, hasFoot }: { columns: number; hasFoot: boolean }): number =>
  NODE.head + (columns > 0 ? columns * NODE.column + NODE.columnsPadding : 0) + (hasFoot ? NODE.foot : 0);
