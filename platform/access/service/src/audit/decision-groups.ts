import type { Decision } from '@mesh/access';
import type { LoggedEvent } from '@mesh/events';
import { AuditErrors } from './audit.errors.js';

/** Decisions of one event that differ only in trace and time, all within one second. */
export interface DecisionGroup {
  readonly event_id: string;
  readonly place: number;
  readonly first_at: string;
  last_at: string;
  readonly caller: string;
  readonly port: string;
  readonly purpose: string | null;
  readonly permitted: boolean;
  readonly rule: string;
  readonly trace_ids: string[];
  /** Milliseconds after `first_at`, one for each trace. */
  readonly after_ms: number[];
}

const MAX_TEXT = 500;

/** Groups the decisions of an event, the same way for each delivery; raises AUDIT.EVENT_MALFORMED. */
export function groupDecisions(event: LoggedEvent): readonly DecisionGroup[] {
  const { decisions } = (event.data ?? {}) as { decisions?: unknown };
  if (!Array.isArray(decisions) || !decisions.every(isDecision)) throw AuditErrors.EVENT_MALFORMED();
  const groups = new Map<string, DecisionGroup>();
  const timed = decisions.map((decision) => ({ decision, atMs: Date.parse(decision.at) }));
  // In order of time, so that the first of a group is its earliest.
  timed.sort((one, other) => one.atMs - other.atMs);
  for (const { decision, atMs } of timed) {
    const { caller, port, purpose = null, permitted, rule, traceId } = decision;
    const second = Math.floor(atMs / 1000);
    const key = JSON.stringify([caller, port, purpose, permitted, rule, second]);
    const at = new Date(atMs).toISOString();
    let group = groups.get(key);
    if (group === undefined) {
      const said = { caller, port, purpose, permitted, rule };
      group = {
        event_id: event.id,
        place: groups.size,
        first_at: at,
        last_at: at,
        ...said,
        trace_ids: [],
        after_ms: [],
      };
      groups.set(key, group);
    }
    group.last_at = at;
    group.trace_ids.push(traceId);
    group.after_ms.push(atMs - Date.parse(group.first_at));
  }
  return [...groups.values()];
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null) return false;
  const { at, caller, port, purpose, permitted, rule, traceId } = value as Partial<Record<keyof Decision, unknown>>;
  const texts = [at, caller, port, rule, traceId, purpose ?? ''];
  // PostgreSQL stores no NUL in text.
  return (
    texts.every((text) => typeof text === 'string' && text.length <= MAX_TEXT && !text.includes('\0')) &&
    typeof permitted === 'boolean' &&
    !Number.isNaN(Date.parse(at as string))
  );
}
