import { columnEdges, columnPath, columnsOf, columnsOnPath, placeKey } from './columns.js';
import { directionFor, fitOf, placeNodes } from './layout.js';
import { edgesOf, kindOf, nameOf, type LineageNode } from './lineage-node.js';
import { stepFrom } from './steps.js';
import { reach, visiblePart } from './visible-part.js';

type Chain = readonly (readonly [string, string])[];

/** Nodes of a graph that is given by its edges; ids that begin with `j` are jobs. */
function nodesOf(chain: Chain, data: Readonly<Record<string, object>> = {}): readonly LineageNode[] {
  return [...new Set(chain.flat())].map((id) => ({
    id,
    type: id.startsWith('j') ? 'JOB' : 'DATASET',
    data: { name: id, namespace: 'mesh://cardiology', ...data[id] },
    inEdges: chain.filter(([, to]) => to === id).map(([origin, destination]) => ({ origin, destination })),
    outEdges: chain.filter(([from]) => from === id).map(([origin, destination]) => ({ origin, destination })),
  }));
}

const CHAIN: Chain = [
  ['raw', 'j1'],
  ['j1', 'clean'],
  ['clean', 'j2'],
  ['clean', 'j3'],
  ['j2', 'model'],
  ['j3', 'report'],
  ['model', 'j4'],
  ['j4', 'scores'],
];
const ids = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id).sort();

describe('given a graph', () => {
  const all = nodesOf(CHAIN);

  it('shows what is near the start, and says how much is hidden', () => {
    const part = visiblePart(all, { start: 'clean', hops: 1, limit: 100, expanded: new Map() });
    expect(ids(part.nodes)).toEqual(['clean', 'j1', 'j2', 'j3']);
    expect(part.edges).toHaveLength(3);
    expect([part.hidden.get('clean'), part.hidden.get('j2')]).toEqual([0, 1]);
  });

  it('shows the neighbours of what was expanded, also one behind the other', () => {
    const expanded = new Map([
      ['model', 5],
      ['j2', 5],
    ]);
    expect(ids(visiblePart(all, { start: 'clean', hops: 1, limit: 100, expanded }).nodes)).toEqual(
      ['clean', 'j1', 'j2', 'j3', 'j4', 'model'].sort(),
    );
  });

  it('shows everything when the start is not in it', () => {
    expect(visiblePart(all, { start: 'nowhere', hops: 0, limit: 100, expanded: new Map() }).nodes).toHaveLength(
      all.length,
    );
  });

  it('shows no more than it should of a hub, and as many more as are asked for', () => {
    const hub = nodesOf(
      Array.from({ length: 500 }, (_, leaf) => ['hub', `leaf-${String(leaf).padStart(3, '0')}`] as const),
    );
    const shown = (expanded: ReadonlyMap<string, number>) =>
      visiblePart(hub, { start: 'hub', hops: 4, limit: 100, expanded });
    expect(shown(new Map()).nodes).toHaveLength(100);
    expect(shown(new Map()).hidden.get('hub')).toBe(401);
    expect(shown(new Map([['hub', 40]])).nodes).toHaveLength(140);
    expect(shown(new Map([['hub', 1_000]])).hidden.get('hub')).toBe(0);
  });

  it('knows all that led somewhere and all that it led to, also in a circle', () => {
    const edges = [...edgesOf(all), { origin: 'scores', destination: 'j1' }];
    expect([...reach(edgesOf(all), 'model', 'up')].sort()).toEqual(['clean', 'j1', 'j2', 'raw']);
    expect([...reach(edgesOf(all), 'model', 'down')].sort()).toEqual(['j4', 'scores']);
    expect(reach(edges, 'scores', 'up').has('scores')).toBe(false);
  });

  it('counts an edge once, and only between nodes that are there', () => {
    expect(edgesOf(all)).toHaveLength(CHAIN.length);
    expect(edgesOf(all.filter(({ id }) => id !== 'clean'))).toHaveLength(CHAIN.length - 3);
  });
});

describe('given a picture of a graph', () => {
  const all = nodesOf(CHAIN);
  const sizes = all.map(({ id }) => ({ id, width: 200, height: 50 }));
  const placed = placeNodes(sizes, edgesOf(all));
  const at = (id: string) => placed.find((node) => node.id === id)!;

  it('stands what was made right of what it was made from, without overlaps', () => {
    for (const [from, to] of CHAIN) expect(at(to).x).toBeGreaterThan(at(from).x + 200);
    expect(Math.abs(at('j2').y - at('j3').y)).toBeGreaterThanOrEqual(50);
  });

  it('is the same whatever the order in which the graph came', () => {
    const again = placeNodes([...sizes].reverse(), [...edgesOf(all)].reverse());
    for (const node of again) expect(node).toEqual(at(node.id));
  });

  it('survives a circle', () => {
    const circle = nodesOf([
      ['a', 'j1'],
      ['j1', 'a'],
    ]);
    expect(
      placeNodes(
        circle.map(({ id }) => ({ id, width: 10, height: 10 })),
        edgesOf(circle),
      ),
    ).toHaveLength(2);
  });

  it('goes down where there is no room to the right, and is walked that way', () => {
    const below = placeNodes(sizes, edgesOf(all), 'down');
    const top = (id: string) => below.find((node) => node.id === id)!.y;
    for (const [from, to] of CHAIN) expect(top(to)).toBeGreaterThan(top(from) + 50);
    const step = (id: string, key: Parameters<typeof stepFrom>[2]['key']) =>
      stepFrom(below, edgesOf(all), { id, key, direction: 'down' });
    expect([step('clean', 'ArrowUp'), step('raw', 'ArrowUp')]).toEqual(['j1', undefined]);
    expect(['j2', 'j3']).toContain(step('clean', 'ArrowDown'));
    expect([step('j2', 'ArrowLeft'), step('j2', 'ArrowRight')]).toContain('j3');
  });

  it('turns the way in which it is larger, and to the right when that is much the same', () => {
    const way = (width: number, height: number) => directionFor(sizes, edgesOf(all), { width, height });
    expect([way(1_800, 700), way(360, 900), way(5_000, 5_000)]).toEqual(['right', 'down', 'right']);
    expect(fitOf(placed, { width: 10_000, height: 10_000 })).toBeGreaterThan(1);
    expect(fitOf(placed, { width: 100, height: 10_000 })).toBeLessThan(0.1);
  });

  it('is walked with the arrow keys', () => {
    const step = (id: string, key: Parameters<typeof stepFrom>[2]['key']) =>
      stepFrom(placed, edgesOf(all), { id, key });
    expect(step('clean', 'ArrowLeft')).toBe('j1');
    expect(['j2', 'j3']).toContain(step('clean', 'ArrowRight'));
    const [upper, lower] = at('j2').y < at('j3').y ? ['j2', 'j3'] : ['j3', 'j2'];
    expect([step(upper!, 'ArrowDown'), step(lower!, 'ArrowUp')]).toEqual([lower, upper]);
    expect([step('raw', 'ArrowLeft'), step(upper!, 'ArrowUp'), step('gone', 'ArrowUp')]).toEqual(
      Array(3).fill(undefined),
    );
  });
});

describe('given columns', () => {
  const from = (name: string, field: string, type = 'DIRECT') => ({
    namespace: 'n',
    name,
    field,
    transformations: [{ type }],
  });
  const lineage = (fields: Record<string, object[]>) => ({
    facets: {
      columnLineage: {
        fields: Object.fromEntries(Object.entries(fields).map(([name, inputFields]) => [name, { inputFields }])),
      },
    },
  });
  const nodes = nodesOf(
    [
      ['dataset:n:a', 'j1'],
      ['j1', 'dataset:n:b'],
      ['dataset:n:b', 'j2'],
      ['j2', 'dataset:n:c'],
    ],
    {
      'dataset:n:a': { fields: [{ name: 'x', type: 'number' }, { name: 'y' }, { type: 'nameless' }, null] },
      'dataset:n:b': lineage({ x2: [from('a', 'x')], y2: [from('a', 'y'), from('gone', 'z')] }),
      'dataset:n:c': lineage({ sum: [from('b', 'x2'), from('b', 'y2', 'INDIRECT')], alone: [from('b', 'x2')] }),
    },
  );
  const edges = columnEdges(nodes);
  const text = (path: typeof edges) =>
    path
      .map(({ origin, destination }) => `${placeKey(origin)} > ${placeKey(destination)}`.replaceAll('dataset:n:', ''))
      .sort();

  it('reads them from the schema, and leaves out what has no name', () => {
    expect(columnsOf(nodes[0]!)).toEqual([{ name: 'x', type: 'number' }, { name: 'y' }]);
  });

  it('follows a column to where it came from and to where it went', () => {
    expect(text(columnPath(edges, { node: 'dataset:n:b', column: 'x2' }))).toEqual([
      'a#x > b#x2',
      'b#x2 > c#alone',
      'b#x2 > c#sum',
    ]);
    expect(text(columnPath(edges, { node: 'dataset:n:c', column: 'sum' }))).toEqual([
      'a#x > b#x2',
      'a#y > b#y2',
      'b#x2 > c#sum',
      'b#y2 > c#sum',
    ]);
  });

  it('tells a value that went over from one that had an influence, and leaves out what is not in the graph', () => {
    expect(edges.filter(({ direct }) => !direct).map(({ origin }) => origin.column)).toEqual(['y2']);
    expect(edges.some(({ origin }) => origin.column === 'z')).toBe(false);
  });

  it('names the columns of each node on a path, the chosen one with them', () => {
    const start = { node: 'dataset:n:a', column: 'y' };
    const onPath = columnsOnPath(columnPath(edges, start), start);
    expect([...onPath].map(([node, columns]) => [node, [...columns]])).toEqual([
      ['dataset:n:a', ['y']],
      ['dataset:n:b', ['y2']],
      ['dataset:n:c', ['sum']],
    ]);
    expect([...columnsOnPath([], { node: 'n', column: 'c' })]).toEqual([['n', new Set(['c'])]]);
  });
});

describe('given nodes of every kind', () => {
  it.each([
    [{ type: 'JOB', data: { namespace: 'mesh://models', name: 'train.x' } }, 'job', 'train.x'],
    [{ type: 'DATASET', data: { namespace: 'mesh://events', name: 'a.b.c.v1' } }, 'topic', 'a.b.c.v1'],
    [{ type: 'DATASET', data: { namespace: 'mesh://models', name: 'x@champion' } }, 'model', 'x@champion'],
    [{ type: 'DATASET', data: { namespace: 'file', name: 'x.csv' } }, 'file', 'x.csv'],
    [{ type: 'DATASET', data: { namespace: 's3://bucket', name: 'x' } }, 'dataset', 'x'],
    [{ type: 'MODEL_VERSION', data: { name: 'x', version: '3' } }, 'version', 'x 3'],
    [{ type: 'SCORE', data: {} }, 'score', '42'],
  ] as const)('knows what it is and what it is called', (node, kind, name) => {
    expect([kindOf(node), nameOf({ id: 'score:42', ...node })]).toEqual([kind, name]);
  });
});
