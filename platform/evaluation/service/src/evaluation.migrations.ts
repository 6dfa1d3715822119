import { inboxMigration, outboxMigration } from '@mesh/events';

/** The table from which actions and standings are told. */
export const EVALUATION_OUTBOX = 'evaluation.outbox';

/** The tables that remember which events had their effect. */
export const EVALUATION_INBOX = 'evaluation.inbox';

/** Tables of the evaluation: scores that wait for the truth, what was judged, sketches, figures, rules, actions. */
export const EVALUATION_MIGRATIONS = [
  {
    name: 'evaluation',
    sql: `
      CREATE TABLE evaluation.model (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model text NOT NULL UNIQUE,
        product text NOT NULL,
        features text[] NOT NULL,
        watch jsonb NOT NULL,
        champion int,
        previous int,
        stopped int,
        evaluator uuid,
        latest jsonb,
        told jsonb
      );
      CREATE TABLE evaluation.score (
        model int NOT NULL,
        score uuid NOT NULL,
        person uuid NOT NULL,
        scored_at bigint NOT NULL,
        probability real NOT NULL,
        version int NOT NULL,
        groups int NOT NULL,
        judged boolean NOT NULL DEFAULT false,
        PRIMARY KEY (model, score)
      ) WITH (fillfactor = 90);
      CREATE INDEX score_of_person ON evaluation.score (model, person, scored_at);
      CREATE INDEX score_by_time ON evaluation.score USING brin (scored_at);
      CREATE TABLE evaluation.waiting (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model int NOT NULL,
        score uuid,
        person uuid,
        outcome smallint NOT NULL,
        observed_at bigint NOT NULL,
        due_at bigint NOT NULL,
        tries int NOT NULL DEFAULT 0
      );
      CREATE INDEX waiting_for_score ON evaluation.waiting (model, score) WHERE score IS NOT NULL;
      CREATE INDEX waiting_due ON evaluation.waiting (model, due_at);
      CREATE TABLE evaluation.judged (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model int NOT NULL,
        cases int NOT NULL,
        block bytea NOT NULL
      );
      CREATE INDEX judged_of_model ON evaluation.judged (model, seq);
      CREATE TABLE evaluation.sketch (
        model int NOT NULL,
        version int NOT NULL,
        slice int NOT NULL,
        scores int NOT NULL,
        counts bytea NOT NULL,
        PRIMARY KEY (model, version, slice)
      );
      CREATE TABLE evaluation.measured (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model int NOT NULL,
        at timestamptz NOT NULL,
        version int NOT NULL,
        figures jsonb NOT NULL
      );
      CREATE INDEX measured_of_model ON evaluation.measured (model, id DESC);
      CREATE TABLE evaluation.rule (
        model int NOT NULL,
        rule text NOT NULL,
        version int NOT NULL,
        phase text NOT NULL CHECK (phase IN ('quiet', 'pending', 'raised')),
        since bigint,
        PRIMARY KEY (model, rule)
      );
      CREATE TABLE evaluation.action (
        id uuid PRIMARY KEY,
        model int NOT NULL,
        at timestamptz NOT NULL,
        acted jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'done', 'failed')),
        outcome jsonb,
        tries int NOT NULL DEFAULT 0
      );
      CREATE INDEX action_of_model ON evaluation.action (model, id DESC);
      CREATE INDEX action_open ON evaluation.action (model) WHERE status = 'open';`,
  },
  inboxMigration(EVALUATION_INBOX),
  outboxMigration(EVALUATION_OUTBOX),
  {
    name: 'shadows',
    sql: `ALTER TABLE evaluation.score ADD COLUMN shadow_version int, ADD COLUMN shadow_probability real;`,
  },
] as const;
