/** A score as its event says, without whom it is about. */
export interface ScoreRecord {
  readonly scoreId: string;
  /** `<domain>.<product>` */
  readonly product: string;
  readonly model: string;
  readonly version: string;
  /** RFC 3339. */
  readonly scoredAt: string;
  readonly caller: string;
  readonly purpose?: string;
  readonly traceId: string;
  readonly contractVersion: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Absent while the score has not landed. */
  readonly lake?: { readonly path: string };
}

/** A score that a call made. */
export type FoundScore = Pick<ScoreRecord, 'scoreId' | 'product' | 'scoredAt'>;

/** Finds the event of a score. */
export interface ScoreFinder {
  find(scoreId: string): Promise<ScoreRecord | undefined>;
  /** The scores that the call of a trace made, which was let in at about this time. */
  ofTrace(traceId: string, near: Date): Promise<readonly FoundScore[]>;
}

/** Injection token of the finder. */
export const ScoreFinder = Symbol('ScoreFinder');
