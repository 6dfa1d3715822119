import type { Database } from '@mesh/database';

/** More than a mesh names at a time; what was forgotten is looked up again. */
const MOST_REMEMBERED = 10_000;

/** Numbers and URIs of schemas, both ways. */
interface Known {
  readonly ids: Map<string, number>;
  readonly uris: Map<number | null, string>;
}

/** The numbers of the schemas that events name; a URI and its number are remembered, since neither ever changes. */
export class Schemas {
  private remembered: Known = { ids: new Map(), uris: new Map() };

  constructor(private readonly database: Database) {}

  /** The number of each URI; those never seen before get one, durably, whatever becomes of the events. */
  async ids(uris: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const known = this.known();
    const missing = () => [...uris].filter((uri) => !known.ids.has(uri));
    if (missing().length > 0) await this.look('uri = ANY($1::text[])', missing(), known);
    const unheard = missing();
    if (unheard.length === 0) return known.ids;
    await this.database.query(
      'INSERT INTO events.schemas (uri) SELECT unnest($1::text[]) ON CONFLICT (uri) DO NOTHING',
      [unheard],
    );
    await this.look('uri = ANY($1::text[])', unheard, known);
    return known.ids;
  }

  /** The URIs of the numbers that rows carry. */
  async uris(rows: readonly { readonly schema_id: number | null }[]): Promise<ReadonlyMap<number | null, string>> {
    const known = this.known();
    const missing = new Set<number>();
    for (const { schema_id: id } of rows) if (id !== null && !known.uris.has(id)) missing.add(id);
    if (missing.size > 0) await this.look('id = ANY($1::int[])', [...missing], known);
    return known.uris;
  }

  /** Begun anew when it has grown too large; who holds the one before keeps it whole. */
  private known(): Known {
    if (this.remembered.ids.size > MOST_REMEMBERED) this.remembered = { ids: new Map(), uris: new Map() };
    return this.remembered;
  }

  private async look(condition: string, values: readonly unknown[], { ids, uris }: Known): Promise<void> {
    const found = await this.database.query<{ id: number; uri: string }>(
      `SELECT id, uri FROM events.schemas WHERE ${condition}`,
      [values],
    );
    for (const { id, uri } of found) {
      ids.set(uri, id);
      uris.set(id, uri);
    }
  }
}
