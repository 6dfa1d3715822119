import type { ArmsReported } from '@mesh/models';

type Counts<Of> = { -readonly [Field in keyof Of]: number };
/** What the arms of a trial did. */
export type ArmsCounts = Pick<ArmsReported, 'champion' | 'challenger' | 'shadow'>;

const noCounts = () => ({
  champion: { answered: 0, failed: 0 },
  challenger: { answered: 0, failed: 0 },
  shadow: { compared: 0, dropped: 0, failed: 0, differences: 0, squares: 0, magnitudes: 0 },
});

/** Counts what the arms do until somebody takes the counts. */
export class ArmsTally {
  #counts: { [Arm in keyof ArmsCounts]: Counts<ArmsCounts[Arm]> } = noCounts();

  answered(arm: 'champion' | 'challenger', answers = 1): void {
    this.#counts[arm].answered += answers;
  }

  failed(arm: keyof ArmsCounts, answers = 1): void {
    this.#counts[arm].failed += answers;
  }

  dropped(rows: number): void {
    this.#counts.shadow.dropped += rows;
  }

  /** `difference` is the shadow's probability less the answered one. */
  compared(difference: number): void {
    const { shadow } = this.#counts;
    shadow.compared += 1;
    shadow.differences += difference;
    shadow.squares += difference * difference;
    shadow.magnitudes += Math.abs(difference);
  }

  /** Hands over what was counted since the last time; undefined when there was nothing. */
  take(): ArmsCounts | undefined {
    const counts = this.#counts;
    if (Object.values(counts).every((arm) => Object.values(arm).every((count) => count === 0))) return undefined;
    this.#counts = noCounts();
    return counts;
  }
}
