/** Why a score was what it was, as the product that answered it says. */
export interface Explanation {
  readonly model: { readonly name: string; readonly version: string };
  readonly scale: string;
  readonly method: string;
  /** What the version says on average. */
  readonly base: number;
  /** What it says here: base and contributions together. */
  readonly value: number;
  /** In the scale of the explanation. */
  readonly contributions: Readonly<Record<string, number>>;
  /** Where the contributions are estimates. */
  readonly standardErrors?: Readonly<Record<string, number>> | null;
  readonly backgroundRows?: number;
  readonly scoredAt?: string;
  /** What was answered. */
  readonly probability?: number;
  /** As they were scored; null where not measured. */
  readonly features?: Readonly<Record<string, unknown>>;
}

/** One feature: what was known, what it added, and how far off that may be. */
export interface FeatureShare {
  readonly feature: string;
  readonly known: unknown;
  readonly adds: number;
  readonly error?: number;
}

const isNumbers = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && Object.values(given).every(Number.isFinite);

/** The explanation that a body is; undefined for anything else. */
export function explanationIn(body: unknown): Explanation | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { model, scale, method, base, value, contributions, standardErrors } = body as Partial<Explanation>;
  const isNamed = typeof model?.name === 'string' && typeof model.version === 'string';
  const isTold = [base, value].every(Number.isFinite) && typeof scale === 'string' && typeof method === 'string';
  const hasShares = isNumbers(contributions) && (standardErrors == null || isNumbers(standardErrors));
  return isNamed && isTold && hasShares ? (body as Explanation) : undefined;
}

/** Whether the contributions are estimates; what tells of no errors and is additive is exact. */
export const isEstimate = ({ method, standardErrors }: Pick<Explanation, 'method' | 'standardErrors'>): boolean =>
  standardErrors != null || method !== 'additive';

/** What each feature added; what weighs most stands first. */
export const sharesOf = ({ contributions, features, standardErrors }: Explanation): readonly FeatureShare[] =>
  Object.entries(contributions)
    .map(([feature, adds]) => ({
      feature,
      known: features?.[feature],
      adds,
      ...(standardErrors?.[feature] !== undefined && { error: standardErrors[feature] }),
    }))
    .toSorted((one, other) => Math.abs(other.adds) - Math.abs(one.adds));

/** The farthest from nothing that any bar reaches, its error included; 1 where all are nothing. */
export const reachOf = (shares: readonly FeatureShare[]): number =>
  Math.max(...shares.map(({ adds, error = 0 }) => Math.abs(adds) + error), 0) || 1;

/** The probability that log-odds stand for. */
export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
