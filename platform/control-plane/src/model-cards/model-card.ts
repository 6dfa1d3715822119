import type { GateOverride } from '@mesh/models-service';
import type { CardFigure } from './figure.js';
import type { DeclaredWords } from './declared-words.js';

/** Says that something was not measured, and why. */
export interface NotMeasured {
  readonly measured: false;
  readonly because: string;
  /** How much there is, and how much it takes. */
  readonly figures: readonly CardFigure[];
}

/** The figures of one group of people. */
export interface CardGroup {
  readonly attribute: string;
  readonly value: string;
  readonly figures: readonly CardFigure[];
}

/** What one gate said, and the figures that it said it of. */
export interface CardVerdict {
  readonly gate: string;
  readonly passed: boolean;
  readonly reason: string;
  readonly figures: readonly CardFigure[];
  readonly from: string;
}

/** What the gates said. */
export interface CardGates {
  readonly measured: true;
  /** Whether the version could become champion now. */
  readonly mayServe: boolean;
  readonly verdicts: readonly CardVerdict[];
  readonly overrides: readonly GateOverride[];
}

/** How the version does on outcomes of its scores. */
export interface CardPractice {
  readonly measured: true;
  /** RFC 3339. */
  readonly at?: string;
  readonly serving: 'serving' | 'stopped';
  /** Rules that were set off and have not come back. */
  readonly raised: readonly string[];
  readonly figures: readonly CardFigure[];
  readonly groups: readonly CardGroup[];
}

/** How far inputs and scores have moved from the training snapshot. */
export interface CardDrift {
  readonly measured: true;
  /** How many scores were looked at. */
  readonly figures: readonly CardFigure[];
  readonly columns: readonly {
    readonly name: string;
    readonly drifted: boolean;
    readonly figures: readonly CardFigure[];
  }[];
}

/**
 * What is known of one version, in the sections of Mitchell et al., Model Cards for Model Reporting (2019). Figures are
 * measured and name where they are stored; words are declared.
 */
export interface ModelCard {
  readonly model: string;
  readonly version: string;
  readonly title: string;
  /** What it foresees, where that is no probability. */
  readonly outcome?: 'count';
  readonly details: {
    readonly product?: string;
    readonly owner?: ProductOwner;
    readonly contractVersion: string;
    readonly status: string;
    readonly aliases: readonly string[];
    readonly author: string;
    /** RFC 3339. */
    readonly registeredAt: string;
    readonly commit: string;
    readonly runId: string;
    /** Absent where the mesh did not train it. */
    readonly training?: {
      readonly requestedBy: string;
      readonly reason: string;
      readonly requestedAt: string;
      readonly from: string;
    };
    readonly onnxSha256: string;
    readonly hyperparameters: Readonly<Record<string, string | number | boolean>>;
    readonly tags: readonly string[];
    readonly words: DeclaredWords;
  };
  readonly intendedUse: { readonly purpose?: string; readonly words: DeclaredWords };
  readonly factors: {
    readonly features: readonly string[];
    /** Whom the version is judged for apart. */
    readonly groups: readonly { readonly attribute: string; readonly values: readonly string[] }[];
  };
  readonly metrics: {
    readonly heldOut: readonly string[];
    readonly threshold: readonly CardFigure[];
    readonly gates: readonly string[];
  };
  readonly evaluationData: {
    readonly snapshot: string;
    readonly source: string;
    readonly split?: Readonly<Record<string, unknown>>;
  };
  readonly trainingData: {
    readonly snapshot: string;
    readonly source: string;
    readonly attribution?: string;
    /** RFC 3339. */
    readonly madeAt?: string;
    readonly columns?: readonly string[];
    readonly label?: string;
    readonly outcome?: 'count';
    readonly figures: readonly CardFigure[];
  };
  readonly analyses: {
    readonly heldOut: readonly CardFigure[];
    readonly groups: readonly CardGroup[];
    readonly gates: CardGates | NotMeasured;
    readonly practice: CardPractice | NotMeasured;
    readonly estimate: CardEstimate | NotMeasured;
    readonly drift: CardDrift | NotMeasured;
  };
  readonly ethics: { readonly sensitivity?: string; readonly words: DeclaredWords };
  readonly caveats: { readonly limitations?: string; readonly words: DeclaredWords };
  /** The documents that it was made from. */
  readonly links: Readonly<Record<string, string>>;
}

/** Whom to ask. */
export interface ProductOwner {
  readonly team: string;
  readonly contact: string;
}

/** What the scores alone let one expect before their outcomes are known. */
export interface CardEstimate {
  readonly measured: true;
  readonly isEstimate: true;
  readonly figures: readonly CardFigure[];
}
