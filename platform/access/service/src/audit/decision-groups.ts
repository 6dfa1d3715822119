import type { Decision } from '@mesh/access';
import type { LoggedEvent } from '@mesh/events';
import { AuditErrors } from './audit.errors.js';

/** Decisions of one event that differ only in trace and time, all within one second; as a row of `access.decisions`. */
export interface DecisionGroup extends Said {
  readonly event_id: string;
  readonly place: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly trace_ids: readonly string[];
  /** Milliseconds after `first_at`, one for each trace. */
  readonly after_ms: readonly number[];
}

/** What decisions of a group have in common. */
interface Said {
  readonly caller: string;
  readonly port: string;
  readonly purpose: string | null;
  readonly permitted: boolean;
  readonly rule: string;
}

interface Gathered {
  readonly said: Said;
  readonly firstMs: number;
  lastMs: number;
  readonly traceIds: string[];
  readonly afterMs: number[];
}

const MAX_TEXT = 500;

/** Groups the decisions of an event, the same way for each delivery; raises AUDIT.EVENT_MALFORMED. */
export function groupDecisions(event: LoggedEvent): readonly DecisionGroup[] {
  const { decisions } = (event.data ?? {}) as { decisions?: unknown };
  if (!Array.isArray(decisions) || !decisions.every(isDecision)) throw AuditErrors.EVENT_MALFORMED();
  const timed = decisions.map((decision) => ({ decision, atMs: Date.parse(decision.at) }));
  // In order of time, so that the first of a group is its earliest.
  timed.sort((one, other) => one.atMs - other.atMs);
  const groups = new Map<string, Gathered>();
  for (const { decision, atMs } of timed) {
    const group = groupOf(groups, decision, atMs);
    group.lastMs = atMs;
    group.traceIds.push(decision.traceId);
    group.afterMs.push(atMs - group.firstMs);
  }
  return [...groups.values()].map(({ said, firstMs, lastMs, traceIds, afterMs }, place) => ({
    ...{ event_id: event.id, place, ...said, trace_ids: traceIds, after_ms: afterMs },
    ...{ first_at: new Date(firstMs).toISOString(), last_at: new Date(lastMs).toISOString() },
  }));
}

function groupOf(groups: Map<string, Gathered>, decision: Decision, atMs: number): Gathered {
  const { caller, port, purpose = null, permitted, rule } = decision;
  // No text holds the character between; alone it stands for no purpose, which differs from an empty one.
  const key = [caller, port, purpose ?? '\0', permitted, rule, Math.floor(atMs / 1000)].join('\0');
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group = {
    said: { caller, port, purpose, permitted, rule },
    firstMs: atMs,
    lastMs: atMs,
    traceIds: [],
    afterMs: [],
  };
  groups.set(key, group);
  return group;
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
