import { codeOf } from '../joining/group-codes.js';

const FIRST_CAPACITY = 1_024;

/** Judged cases of one version, column by column. */
export interface WindowCases {
  readonly outcomes: Uint8Array;
  readonly probabilities: Float32Array;
  readonly groups: Uint32Array;
}

/**
 * The newest judged cases in a ring of typed arrays: thirteen bytes a case, whatever their number, and nothing for the
 * collector to look at.
 */
export class JudgedWindow {
  private probabilities: Float32Array;
  private outcomes: Uint8Array;
  private versions: Uint32Array;
  private groups: Uint32Array;
  private next = 0;
  private held = 0;

  constructor(private readonly most: number) {
    const capacity = Math.min(most, FIRST_CAPACITY);
    this.probabilities = new Float32Array(capacity);
    this.outcomes = new Uint8Array(capacity);
    this.versions = new Uint32Array(capacity);
    this.groups = new Uint32Array(capacity);
  }

  get size(): number {
    return this.held;
  }

  add(probability: number, outcome: number, version: number, groups: number): void {
    if (this.held === this.probabilities.length && this.held < this.most) this.grow();
    const at = this.next;
    this.probabilities[at] = probability;
    this.outcomes[at] = outcome;
    this.versions[at] = version;
    this.groups[at] = groups;
    this.next = (at + 1) % this.probabilities.length;
    this.held = Math.min(this.held + 1, this.probabilities.length);
  }

  clear(): void {
    this.next = this.held = 0;
  }

  /** Copies of the cases of a version, in no order. */
  ofVersion(version: number): WindowCases {
    let n = 0;
    for (let i = 0; i < this.held; i++) if (this.versions[i] === version) n++;
    const cases = {
      outcomes: new Uint8Array(n),
      probabilities: new Float32Array(n),
      groups: new Uint32Array(n),
    };
    for (let i = 0, at = 0; i < this.held; i++) {
      if (this.versions[i] !== version) continue;
      cases.outcomes[at] = this.outcomes[i]!;
      cases.probabilities[at] = this.probabilities[i]!;
      cases.groups[at++] = this.groups[i]!;
    }
    return cases;
  }

  private grow(): void {
    const capacity = Math.min(this.most, this.probabilities.length * 2);
    this.next = this.held;
    this.probabilities = grown(this.probabilities, new Float32Array(capacity));
    this.outcomes = grown(this.outcomes, new Uint8Array(capacity));
    this.versions = grown(this.versions, new Uint32Array(capacity));
    this.groups = grown(this.groups, new Uint32Array(capacity));
  }
}

/** The cases whose attribute has a code. */
export function casesOfGroup(cases: WindowCases, attribute: number, code: number): WindowCases {
  const belongs = (_: number, i: number) => codeOf(cases.groups[i]!, attribute) === code;
  return {
    outcomes: cases.outcomes.filter(belongs),
    probabilities: cases.probabilities.filter(belongs),
    groups: cases.groups.filter(belongs),
  };
}

function grown<Column extends Float32Array | Uint8Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
