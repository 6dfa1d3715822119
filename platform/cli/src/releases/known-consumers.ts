import { declaredConsumers, readDocuments, type Consumer, type DocumentTexts } from '@mesh/compatibility';
import { reach } from '../mesh/mesh-client.js';

const LONGEST_MS = 3_000;
const MOST_PAGES = 50;

/** Who relies on a product, and what was asked to know it. */
export interface KnownConsumers {
  readonly consumers: readonly Consumer[];
  readonly sources: readonly string[];
}

/** Those who declare it as an input in this workspace, and those whom a mesh knows of when it answers. */
export async function consumersOf(
  product: { readonly id: string; readonly released: DocumentTexts },
  { workspace, mesh }: { readonly workspace: readonly DocumentTexts[]; readonly mesh: MeshConsumers },
): Promise<KnownConsumers> {
  const declared = declaredConsumers(readDocuments(product.released), workspace.map(readDocuments));
  const answered = await mesh.of(product.id);
  const asked =
    answered === undefined ? `not the mesh at ${mesh.address}, which did not answer` : `the mesh at ${mesh.address}`;
  const known = [...declared, ...(answered ?? [])].map(
    (consumer) => [`${consumer.kind} ${consumer.id} ${consumer.port ?? ''}`, consumer] as const,
  );
  return { consumers: [...new Map(known).values()], sources: ['the inputs declared in this workspace', asked] };
}

/** The consumers that a mesh knows of; one that did not answer once is not asked again. */
export class MeshConsumers {
  private away = false;

  constructor(
    /** Base address, without a slash at its end. */
    readonly address: string,
  ) {}

  /** Those of a product; undefined when the mesh is away. */
  async of(product: string): Promise<readonly Consumer[] | undefined> {
    if (this.away) return undefined;
    try {
      return await consumersIn(this.address, product);
    } catch {
      this.away = true;
      return undefined;
    }
  }
}

async function consumersIn(mesh: string, product: string): Promise<readonly Consumer[]> {
  const found: Consumer[] = [];
  const query = new URLSearchParams({ limit: '100' });
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const url = `${mesh}/catalog/products/${encodeURIComponent(product)}/consumers?${query.toString()}`;
    const response = await reach(url, { signal: AbortSignal.timeout(LONGEST_MS) });
    // The mesh answers, and has never heard of the product: nobody it knows relies on it.
    if (response.status === 404 && response.headers.get('content-type')?.includes('problem+json') === true) return [];
    if (!response.ok) throw new Error(`the mesh answered ${response.status}`);
    const { consumers, nextCursor } = (await response.json()) as { consumers: unknown; nextCursor?: unknown };
    if (!Array.isArray(consumers)) throw new TypeError('the mesh answered no list of consumers');
    found.push(...consumers.flatMap((entry) => consumerFrom(entry, mesh)));
    if (typeof nextCursor !== 'string') break;
    query.set('cursor', nextCursor);
  }
  return found;
}

const KINDS: readonly string[] = ['product', 'agreement', 'caller'] satisfies readonly Consumer['kind'][];

function consumerFrom(entry: unknown, source: string): readonly Consumer[] {
  const { id, port, kind, purpose, until, lastUsedAt } = entry as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof kind !== 'string' || !KINDS.includes(kind)) return [];
  const texts = Object.entries({ port, purpose, until, lastUsedAt }).filter(([, value]) => typeof value === 'string');
  return [{ id, kind: kind as Consumer['kind'], source, ...(Object.fromEntries(texts) as Partial<Consumer>) }];
}
