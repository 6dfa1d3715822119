import { eventually, startTestDatabase } from '@mesh/testing';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

let served: ServedPulse;
beforeAll(async () => void (served = await servePulse(await startTestDatabase())));
afterAll(() => served.close());

const get = (path: string, role = 'data-scientist', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${served.address}/pulse/v1${path}`, { headers: { authorization: `Bearer ${role}`, ...headers } });

interface Page {
  readonly rows: readonly Record<string, unknown>[];
  readonly next?: string;
}
const pageOf = async (path: string, role?: string): Promise<Page> => (await (await get(path, role)).json()) as Page;

describe('given a dataset that the service fills', () => {
  it('pages through every row once', async () => {
    const ids: unknown[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const page: Page = await pageOf(`/cases?limit=10${next && `&cursor=${encodeURIComponent(next)}`}`);
      ids.push(...page.rows.map(({ caseId }) => caseId));
      next = page.next;
    }
    expect(new Set(ids).size).toBe(25);
    expect(ids).toHaveLength(25);
  });

  it('withholds personal columns from a reader to whom they are not revealed', async () => {
    const { rows } = await pageOf('/cases?limit=1');
    expect(Object.keys(rows[0] ?? {})).toEqual(['caseId', 'pulse', 'takenAt']);
  });

  it('shows them to one to whom they are', async () => {
    const { rows } = await pageOf('/cases?caseId=case-7', 'practitioner');
    expect(rows).toEqual([expect.objectContaining({ caseId: 'case-7', person: 'person-7', pulse: 67 })]);
  });

  it.each(['data-scientist', 'practitioner'])(
    'lets a %s neither ask for nor filter by what must not stand in an address',
    async (role) => {
      const filtered = await get('/cases?person=person-7', role);
      expect(filtered.status).toBe(422);
      expect(await filtered.text()).not.toContain('person-7');
      expect((await get('/cases?columns=caseId,person')).status).toBe(422);
    },
  );

  it('gives CSV without personal columns', async () => {
    const answer = await get('/cases?caseId=case-3', 'data-scientist', { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [header, row, end] = (await answer.text()).split(/\r?\n/);
    expect([header, row?.split(',').slice(0, 2), end]).toEqual(['caseId,pulse,takenAt', ['case-3', '63.0'], '']);
  });

  it('gives Parquet without personal columns', async () => {
    const answer = await get('/cases?format=parquet');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
    expect([bytes.includes('caseId'), bytes.includes('person')]).toEqual([true, false]);
  });

  it('is closed to whom no grant opens it', async () => {
    expect((await get('/cases', 'clinic')).status).toBe(403);
    expect((await fetch(`${served.address}/pulse/v1/cases`)).status).toBe(401);
  });

  it('counts refused reads as well', async () => {
    const metrics = await (await fetch(`${served.address}/metrics`)).text();
    expect(metrics).toMatch(/mesh_calls_total\{port="urn:mesh:cardiology:pulse:cases",status="403",[^}]*\} [1-9]/);
  });

  it('refuses a cursor that it did not give', async () => {
    const answer = await get('/cases?cursor=MARKER');
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('MARKER');
  });
});

describe('given a dataset that an event fills', () => {
  it('has the row soon after the call, without the person', async () => {
    const reading = { person: 'p-landed', pulse: 77, note: null, behaviour: 'answer', takenAt: '2026-03-01T08:00:00Z' };
    const call = await fetch(`${served.address}/pulse/v1/readings`, {
      method: 'POST',
      headers: { authorization: 'Bearer clinic', 'content-type': 'application/json' },
      body: JSON.stringify(reading),
    });
    const { readingId } = (await call.json()) as { readingId: string };
    const row = await eventually(
      async () => {
        const { rows } = await pageOf(`/history?readingId=${readingId}`);
        return rows[0] ?? false;
      },
      { timeoutMs: 10_000 },
    );
    expect(row).toMatchObject({ readingId, pulse: 77, note: null });
    expect(row).not.toHaveProperty('person');
  });
});

describe('given a visitor without a token', () => {
  it('is told what is served here', async () => {
    const list = (await (await fetch(`${served.address}/.well-known/data-products`)).json()) as {
      products: { links: { self: string } }[];
    };
    const self = list.products[0]?.links.self ?? '';
    const product = (await (await fetch(`${served.address}${self}`)).json()) as {
      ports: { name: string; path?: string; topic?: string }[];
    };
    expect(product.ports.map(({ name, path, topic }) => [name, path ?? topic])).toEqual([
      ['readings', '/pulse/v1/readings'],
      ['taken', 'cardiology.pulse.taken.v1'],
      ['history', '/pulse/v1/history'],
      ['cases', '/pulse/v1/cases'],
    ]);
  });

  it('is told that the service lives and is ready', async () => {
    expect((await fetch(`${served.address}/health/live`)).status).toBe(200);
    expect((await fetch(`${served.address}/health/ready`)).status).toBe(200);
  });
});
