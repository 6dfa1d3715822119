import { typeOf } from './wire/codes.js';

const AGAIN_AFTER_MS = 10_000;

/** Tells of each kind of fault once in a while: brokers that are away are missed by every consumer several times a second. */
export function rarely<Fault>(report: (error: Fault) => void): (error: Fault) => void {
  const toldMs = new Map<string, number>();
  return (error) => {
    const kind = typeOf(error);
    const nowMs = performance.now();
    if (nowMs < (toldMs.get(kind) ?? -Infinity) + AGAIN_AFTER_MS) return;
    toldMs.set(kind, nowMs);
    report(error);
  };
}
