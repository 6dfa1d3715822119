import { modelPath } from '../model-version.js';

/** One figure of a card, and where it is stored. */
export interface CardFigure {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly n?: number;
  readonly from: string;
}

/** The figures of a group of people, or of a column. */
export interface FigureRow {
  readonly name: string;
  readonly figures: readonly CardFigure[];
}

/** What was measured, or why it was not. */
export type Measured<Part> =
  | (Part & { readonly measured: true })
  | { readonly measured: false; readonly because: string; readonly figures: readonly CardFigure[] };

/** A paragraph that the owner wrote. */
export interface DeclaredWord {
  readonly about: string;
  readonly text: string;
}

interface Group {
  readonly attribute: string;
  readonly value: string;
  readonly figures: readonly CardFigure[];
}

interface WithFigures {
  readonly figures: readonly CardFigure[];
}

/** The card of a version, as the control plane makes it. */
export interface Card {
  readonly title: string;
  readonly version: string;
  readonly details: {
    readonly product?: string;
    readonly aliases: readonly string[];
    readonly author: string;
    readonly registeredAt: string;
    readonly commit: string;
    readonly training?: { readonly requestedBy: string; readonly reason: string };
    readonly hyperparameters: Readonly<Record<string, string | number | boolean>>;
    readonly words: readonly DeclaredWord[];
  };
  readonly intendedUse: { readonly purpose?: string; readonly words: readonly DeclaredWord[] };
  readonly trainingData: { readonly snapshot: string; readonly source: string } & WithFigures;
  readonly analyses: {
    readonly heldOut: readonly CardFigure[];
    readonly groups: readonly Group[];
    readonly gates: Measured<{
      readonly mayServe: boolean;
      readonly verdicts: readonly { readonly gate: string; readonly passed: boolean; readonly reason: string }[];
    }>;
    readonly practice: Measured<
      WithFigures & { readonly serving: string; readonly raised: readonly string[]; readonly groups: readonly Group[] }
    >;
    readonly estimate: Measured<WithFigures>;
    readonly drift: Measured<
      WithFigures & { readonly columns: readonly (FigureRow & { readonly drifted: boolean })[] }
    >;
  };
  readonly ethics: { readonly words: readonly DeclaredWord[] };
  readonly caveats: { readonly limitations?: string; readonly words: readonly DeclaredWord[] };
}

/** Where the card of a version is read. */
export const cardPath = (model: string, version: string): string =>
  `${modelPath(model)}/versions/${encodeURIComponent(version)}/card`;

/** Groups of people as rows. */
export const groupRows = (groups: readonly Group[]): readonly FigureRow[] =>
  groups.map(({ attribute, value, figures }) => ({ name: `${attribute}: ${value}`, figures }));

/** The names of figures that any of the rows has, in their order. */
export const figureNames = (rows: readonly FigureRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => name))),
];
