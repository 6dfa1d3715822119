import type { Database } from '@mesh/database';

import { LatencyHistogram } from '../load/latency-histogram.js';
import type { Questions } from './questions.js';

const OF_A_KIND = 6;

/**
 * What PostgreSQL answers without any of the catalog's arrangements: every product with the words, ranked, the best
 * twenty ids. No facets, no filters, no correction, no marks, no HTTP.
 */
export async function askBare(database: Database, questions: Questions) {
  const histogram = new LatencyHistogram();
  for (const query of Object.values(questions).flatMap((queries) => queries.slice(0, OF_A_KIND))) {
    const q = new URLSearchParams(query).get('q');
    if (q === null) continue;
    const since = performance.now();
    await database.query(
      `SELECT product_id, ts_rank(document, asked) AS rank
       FROM catalog.search_entry, websearch_to_tsquery('english', $1) AS asked
       WHERE document @@ asked ORDER BY rank DESC LIMIT 20`,
      [q],
    );
    histogram.record((performance.now() - since) * 1_000);
  }
  const ms = (share: number) => histogram.percentile(share) / 1_000;
  return { calls: histogram.count, p50Ms: ms(0.5), p95Ms: ms(0.95), maxMs: histogram.max / 1_000 };
}
