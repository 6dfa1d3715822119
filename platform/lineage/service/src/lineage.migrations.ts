/**
 * Tables of the lineage. All of them are sets that only grow, so an event may come twice, late or out of order:
 * what is true at a moment is computed from the event times.
 */
export const LINEAGE_MIGRATIONS = [
  {
    name: 'events',
    sql: `
      CREATE TABLE lineage.event (
        hash text PRIMARY KEY,
        event_time timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        run_id uuid,
        body json NOT NULL
      );
      CREATE INDEX event_by_time ON lineage.event (event_time, hash);
      CREATE INDEX event_by_run ON lineage.event (run_id, event_time) WHERE run_id IS NOT NULL;

      CREATE TABLE lineage.node (
        kind text NOT NULL CHECK (kind IN ('job', 'dataset')),
        namespace text NOT NULL,
        name text NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (kind, namespace, name)
      );
      CREATE INDEX node_by_id ON lineage.node (md5(kind || ':' || namespace || ':' || name));

      CREATE TABLE lineage.edge (
        job_namespace text NOT NULL,
        job_name text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        dataset_namespace text NOT NULL,
        dataset_name text NOT NULL,
        first_at timestamptz NOT NULL,
        PRIMARY KEY (job_namespace, job_name, direction, dataset_namespace, dataset_name)
      );
      CREATE INDEX edge_by_dataset ON lineage.edge (dataset_namespace, dataset_name, direction);

      CREATE TABLE lineage.transition (
        run_id uuid NOT NULL,
        event_time timestamptz NOT NULL,
        event_type text NOT NULL,
        job_namespace text NOT NULL,
        job_name text NOT NULL,
        PRIMARY KEY (run_id, event_time, event_type)
      );
      CREATE INDEX transition_by_job ON lineage.transition (job_namespace, job_name, event_time);

      CREATE TABLE lineage.facet (
        owner text NOT NULL,
        name text NOT NULL,
        event_time timestamptz NOT NULL,
        stage smallint NOT NULL,
        hash text NOT NULL,
        value json NOT NULL,
        PRIMARY KEY (owner, name, event_time, stage, hash)
      );`,
  },
] as const;
