import type { ModelVersion } from '@mesh/models';
import type { Score, Scorer } from '@mesh/serving';

/** Test double of an engine: each version answers its number as hundredths. */
export class SteadyScorer implements Scorer {
  readonly model = 'risk';
  current: ModelVersion | undefined;
  isClosed = false;
  fails = false;
  /** Rows that `scoreMany` was given, call by call. */
  readonly runs: number[] = [];

  score(): Promise<Score> {
    if (this.fails) return Promise.reject(new Error('the engine is broken'));
    return Promise.resolve({ answer: this.answer, version: this.current as ModelVersion });
  }

  scoreMany(rows: Float32Array): Promise<Float32Array> {
    this.runs.push(rows.length / 2);
    if (this.fails) return Promise.reject(new Error('the engine is broken'));
    return Promise.resolve(new Float32Array(rows.length / 2).fill(this.answer));
  }

  swap(version: ModelVersion): Promise<void> {
    this.current = version;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  private get answer(): number {
    return Number(this.current?.version) / 100;
  }
}

/** A version of two features. */
export const versionOf = (version: string): ModelVersion =>
  ({ model: 'risk', version, signature: { features: ['a', 'b'], inputs: [], outputs: [] } }) as unknown as ModelVersion;
