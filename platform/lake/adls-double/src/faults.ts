import type { Call } from './call.js';
import type { Operation } from './operation.js';
import type { StorageErrorCode } from './storage-error.js';

/** What goes wrong with a request. */
export type Fault =
  /** It is refused before anything happens. */
  | { readonly kind: 'refused'; readonly code: StorageErrorCode; readonly retryAfterSeconds?: number }
  /** The connection ends before anything happens. */
  | { readonly kind: 'cut' }
  /** It happens, and the connection ends without an answer. */
  | { readonly kind: 'unanswered' }
  /** The connection ends after so many bytes of the answer's body. */
  | { readonly kind: 'cutBody'; readonly afterBytes: number }
  /** The answer stops after so many bytes of its body, and the connection stays. */
  | { readonly kind: 'stalledBody'; readonly afterBytes: number }
  /** It happens, and nothing is answered for as long as the connection stays. */
  | { readonly kind: 'silent' }
  /** Something else happens first. */
  | { readonly kind: 'before'; readonly act: () => void | Promise<void> };

interface Planned {
  readonly operation: Operation | '*';
  readonly fault: Fault;
  readonly on: (call: Call) => boolean;
  skip: number;
  times: number;
}

/** The faults that are to come. */
export class Faults {
  private readonly planned: Planned[] = [];

  /** Lets the next `times` requests of an operation fail, after `skip` that do not, among those that `on` names. */
  plan(
    operation: Operation | '*',
    fault: Fault,
    { times = 1, skip = 0, on = () => true }: { times?: number; skip?: number; on?: (call: Call) => boolean } = {},
  ): void {
    this.planned.push({ operation, fault, on, skip, times });
  }

  clear(): void {
    this.planned.length = 0;
  }

  take(operation: Operation, call: Call): Fault | undefined {
    for (const plan of this.planned) {
      if ((plan.operation !== '*' && plan.operation !== operation) || plan.times === 0 || !plan.on(call)) continue;
      if (plan.skip > 0) {
        plan.skip -= 1;
        continue;
      }
      plan.times -= 1;
      return plan.fault;
    }
    return undefined;
  }
}
