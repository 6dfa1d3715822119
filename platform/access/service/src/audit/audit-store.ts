import type { Decision } from '@mesh/access';
import { migrate, type Database } from '@mesh/database';
import type { LoggedEvent } from '@mesh/events';
import { cursorOf, placeOf } from './audit-cursor.js';
import { AUDIT_MIGRATIONS } from './audit.migrations.js';
import type { AuditQuery } from './audit-query.js';
import { auditStatement, type DecisionRow } from './audit-statement.js';
import { groupDecisions } from './decision-groups.js';

/** Decisions newest first; `nextCursor` begins what follows, absent on the last page. */
export interface AuditPage {
  readonly decisions: readonly Decision[];
  readonly nextCursor?: string;
}

const DEFAULT_LIMIT = 100;
const EXPIRE_AT_ONCE = 5000;

const INSERT = `
  INSERT INTO access.decisions
  SELECT * FROM json_populate_recordset(NULL::access.decisions, $1::json)
  ON CONFLICT (event_id, place) DO NOTHING`;

/** The record of every decision, in PostgreSQL: written from the events of audit trails, asked by auditors. */
export class AuditStore {
  constructor(private readonly database: Database) {}

  /** Creates or upgrades the tables. */
  async open(): Promise<void> {
    await migrate(this.database, 'access', AUDIT_MIGRATIONS);
  }

  /** Stores the decisions of events in one statement; an event stored before changes nothing. Raises AUDIT.EVENT_MALFORMED. */
  async store(events: readonly LoggedEvent[]): Promise<void> {
    const groups = events.flatMap((event) => groupDecisions(event));
    if (groups.length > 0) await this.database.query(INSERT, [JSON.stringify(groups)]);
  }

  /** Answers an auditor's question; raises AUDIT.QUERY_INVALID for a cursor that is none. */
  async find(query: AuditQuery): Promise<AuditPage> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const { text, values } = auditStatement(query, after, limit + 1);
    const rows = await this.database.query<DecisionRow>(text, values);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const decisions = page.map(decisionOf);
    if (rows.length <= limit || last === undefined) return { decisions };
    const { at, event_id: eventId, place, number } = last;
    return { decisions, nextCursor: cursorOf({ at: at.toISOString(), eventId, place, number: Number(number) }) };
  }

  /** Drops what was decided before a time, in small steps; gives how many groups of decisions went. */
  async expire(before: Date): Promise<number> {
    let dropped = 0;
    for (;;) {
      const gone = await this.database.query(
        `DELETE FROM access.decisions WHERE (event_id, place) IN (
           SELECT event_id, place FROM access.decisions WHERE last_at < $1 ORDER BY last_at LIMIT $2)
         RETURNING place`,
        [before.toISOString(), EXPIRE_AT_ONCE],
      );
      dropped += gone.length;
      if (gone.length < EXPIRE_AT_ONCE) return dropped;
    }
  }
}

function decisionOf({ at, caller, port, purpose, permitted, rule, trace_id: traceId }: DecisionRow): Decision {
  const decision = { at: at.toISOString(), caller, port, permitted, rule, traceId };
  return purpose === null ? decision : { ...decision, purpose };
}
