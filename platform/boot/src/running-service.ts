import type { Readiness } from '@mesh/runtime';

/** A service that answers. */
export interface RunningService {
  readonly name: string;
  readonly address: string;
  readonly readiness: Readiness;
  /** Finishes what was accepted and stops. */
  stop(): Promise<void>;
}
