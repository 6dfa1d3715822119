import type { Database } from '@mesh/database';
import type { Alias, Measure, ModelMetrics } from '@mesh/models';

/** A model in the list of models. */
export interface ListedModel {
  readonly model: string;
  readonly versions: number;
  readonly aliases: Readonly<Partial<Record<Alias, string>>>;
  /** When its newest version was registered, RFC 3339. */
  readonly updatedAt: string;
  /** How well the champion is known to do; absent without one, and where it foresees a count. */
  readonly rocAuc?: Measure;
  /** The same of a champion that foresees a count. */
  readonly devianceExplained?: Measure;
}

interface ListedRow extends Pick<ListedModel, 'model' | 'versions' | 'aliases'> {
  readonly updated_at: Date | string;
  readonly metrics: ModelMetrics | null;
}

/** Every model with the number of its versions, its aliases, and how well it serves. */
export async function listedModels(database: Database): Promise<readonly ListedModel[]> {
  const rows = await database.query<ListedRow>(
    `SELECT model, count(*)::int AS versions, max(created_at) AS updated_at,
       (SELECT coalesce(json_object_agg(alias, number::text), '{}') FROM models.alias WHERE alias.model = version.model) AS aliases,
       (SELECT jsonb_strip_nulls(jsonb_build_object(
            'outcome', champion.document -> 'metrics' -> 'outcome',
            'rocAuc', champion.document -> 'metrics' -> 'rocAuc',
            'devianceExplained', champion.document -> 'metrics' -> 'devianceExplained'))
          FROM models.alias JOIN models.version AS champion USING (model, number)
          WHERE alias.model = version.model AND alias = 'champion') AS metrics
     FROM models.version GROUP BY model ORDER BY model LIMIT 1000`,
  );
  return rows.map(({ model, versions, aliases, updated_at, metrics }) => ({
    ...{ model, versions, aliases },
    updatedAt: new Date(updated_at).toISOString(),
    ...goodness(metrics),
  }));
}

function goodness(metrics: ModelMetrics | null): Pick<ListedModel, 'rocAuc' | 'devianceExplained'> {
  if (metrics === null) return {};
  if (metrics.outcome === 'count') return { devianceExplained: metrics.devianceExplained };
  return { rocAuc: metrics.rocAuc };
}
