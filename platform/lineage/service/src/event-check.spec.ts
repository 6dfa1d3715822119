import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';

import { checkedEvent, eventErrors } from './event-check.js';

const schemas = join(process.env['MESH_SCHEMAS_DIR'] ?? '../shared/schemas', 'openlineage');
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const isPublished = ajv.compile(JSON.parse(readFileSync(join(schemas, 'OpenLineage.json'), 'utf8')));

const fixtures = ['consumer-events', 'marquez-events'].flatMap((folder) =>
  readdirSync(join(schemas, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map(
      (name) =>
        [`${folder}/${name}`, JSON.parse(readFileSync(join(schemas, folder, name), 'utf8')) as unknown] as const,
    ),
);

type Path = readonly (string | number)[];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];

/** A copy of the document without what is at the path, or with something else there. */
function changed(document: unknown, [key, ...rest]: Path, instead: unknown): unknown {
  if (key === undefined) return instead;
  const copy = (Array.isArray(document) ? [...(document as unknown[])] : { ...(document as object) }) as Record<
    string,
    unknown
  >;
  if (rest.length === 0 && instead === undefined) delete copy[key];
  else copy[key] = changed(copy[key], rest, instead);
  return copy;
}

describe('given our own schema of OpenLineage events and the published one', () => {
  it.each(fixtures)('they agree on %s', (_, document) => {
    expect(eventErrors(document) === undefined).toBe(isPublished(document));
  });

  it('they agree on recorded events in which anything was removed or replaced', () => {
    const small = fixtures
      .map(([, document]) => document)
      .filter((document) => JSON.stringify(document).length < 10_000);
    const values = fc.constantFrom<unknown>(
      undefined,
      null,
      1,
      '',
      'text',
      [],
      {},
      true,
      [{}],
      { facets: 1 },
      'https://example.org/x',
      { x: { _producer: 1 } },
    );
    let accepted = 0;
    const runs = 3_000;
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.nat(), values, (document, at, instead) => {
        const paths = pathsOf(document);
        const mutant = changed(document, paths[at % paths.length]!, instead);
        const verdict = eventErrors(mutant) === undefined;
        accepted += verdict ? 1 : 0;
        expect(verdict).toBe(isPublished(mutant));
      }),
      { numRuns: runs, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(runs / 20);
    expect(accepted).toBeLessThan((runs * 19) / 20);
  });

  it.each([
    [{ job: { namespace: 'n', name: 'j' }, dataset: { namespace: 'n', name: 'd' } }],
    [
      {
        job: { namespace: 'n', name: 'j' },
        run: { runId: 'ea041791-68bc-4ae1-bd89-4c8106a157e4' },
        dataset: { namespace: 'n', name: 'd' },
      },
    ],
    [{ dataset: { namespace: 'n', name: 'd' }, run: {} }],
    [{ run: {} }],
    [{}],
  ])('they agree on mixtures: %j', (parts) => {
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'https://x.example',
      schemaURL: 'https://x.example/s',
      ...parts,
    };
    expect(eventErrors(event) === undefined).toBe(isPublished(event));
  });

  it('refuses what cannot be stored', () => {
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'https://x.example',
      schemaURL: 'https://x.example/s',
    };
    expect(() => checkedEvent({ ...event, job: { namespace: 'n', name: 'a\0b' } })).toThrow('not a valid OpenLineage');
    expect(() => checkedEvent({ ...event, job: { namespace: 'n', name: 'x'.repeat(513) } })).toThrow(
      'not a valid OpenLineage',
    );
    expect(() =>
      checkedEvent({ ...event, eventTime: '0000-01-01T00:00:00Z', job: { namespace: 'n', name: 'x' } }),
    ).toThrow('not a valid OpenLineage');
  });
});
