import { pascal, singular } from '../names.js';
import type { PortPlace, PortPlan, PortWish } from './port-plan.js';
import { row } from './shapes.js';

type DatasetWish = Extract<PortWish, { kind: 'dataset' }>;

/** A dataset: of an event's messages, or of the rows of a file. */
export const planDataset = (place: PortPlace, wish: DatasetWish): PortPlan =>
  wish.lands === undefined ? fromFile(place, wish.name) : landing(place, wish.name, wish.lands);

function landing(
  { names }: PortPlace,
  name: string,
  { event, message, id, at }: NonNullable<DatasetWish['lands']>,
): PortPlan {
  return {
    shapes: [],
    ports: [
      {
        name,
        text: `dataset('${name}', {
      summary: 'Every event of ${event}, as it was published',
      row: ${message},
      key: '${id}',
      partitionBy: '${at}',
      lands: '${event}',
      refresh: '5m',
      quality: [quality.unique('${id}', { because: 'What is kept twice is counted twice.' })],
    })`,
        needs: [{ from: '@mesh/product', values: ['dataset', 'quality'] }],
        told: [`\`GET /${names.product}/v1/${name}\``, `every event of \`${event}\`, as it was published`],
      },
    ],
    serviceFiles: {},
  };
}

function fromFile(place: PortPlace, name: string): PortPlan {
  const { names, constant, service } = place;
  const noun = singular(name);
  const shape = row(pascal(noun), noun, noun);
  const [file, id, rows] = [`${names.product}-${name}.csv`, `${noun}Id`, `${name}InFile`];
  return {
    shapes: [shape],
    ports: [
      {
        name,
        text: `dataset('${name}', {
      summary: 'The ${name} of a file that the team keeps',
      row: ${shape.name},
      key: '${id}',
      partitionBy: 'observedAt',
      refresh: '1d',
      quality: [
        quality.unique('${id}', { because: 'What stands twice is counted twice.' }),
        quality.atLeastRows(3, { because: 'The file has three rows from its first day on.' }),
      ],
      origin: { name: '${file}', attribution: 'Synthetic, made together with the product.' },
    })`,
        needs: [
          { from: `./${shape.file}.js`, values: [shape.name] },
          { from: '@mesh/product', values: ['dataset', 'quality'] },
        ],
        told: [`\`GET /${names.product}/v1/${name}\``, `the rows of \`domains/${names.domain}/data/${file}\``],
      },
    ],
    method: {
      name,
      text: `  ${name}(from: number): AsyncIterable<${shape.name}> {
    return ${rows}(from);
  }`,
      needs: [
        { from: names.package, types: [shape.name] },
        { from: `./${name}.csv-file.js`, values: [rows] },
      ],
    },
    serviceFiles: { [`${name}.csv-file.ts`]: reader({ names, shape: shape.name, rows, file, id }) },
    domainFiles: { [`data/${file}`]: ROWS.map((line, at) => (at === 0 ? `${id},${line}` : line)).join('\n') + '\n' },
    spec: [
      `${name}.spec.ts`,
      `import { ${constant} } from '${names.package}';
import { compileValidator } from '@mesh/runtime';
import { recordingLive } from '@mesh/testing';
import { ${service.name} } from './${service.file}.js';

const service = new ${service.name}(recordingLive(${constant}).live);
const rowsFrom = async (position: number) => {
  const rows = [];
  for await (const row of service.${name}(position)) rows.push(row);
  return rows;
};

describe('given the ${name} of the file', () => {
  it('reads each of them by the contract', async () => {
    const rows = await rowsFrom(0);
    const check = compileValidator(${constant}.ports.${name}.row);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.flatMap((row) => check(row))).toEqual([]);
  });

  it('goes on from where a landing ended', async () => {
    const all = await rowsFrom(0);
    expect(await rowsFrom(1)).toEqual(all.slice(1));
    expect(await rowsFrom(all.length)).toEqual([]);
  });
});
`,
    ],
  };
}

const ROWS = [
  'observedAt,value,unit',
  'synthetic-1,2026-03-01T08:00:00Z,62.5,mL/min',
  'synthetic-2,2026-03-02T07:45:00Z,71,mL/min',
  'synthetic-3,2026-03-03T18:30:00Z,58.2,mL/min',
];

interface Reader {
  readonly names: PortPlace['names'];
  readonly shape: string;
  readonly rows: string;
  readonly file: string;
  readonly id: string;
}

const reader = ({ names, shape, rows, file, id }: Reader): string => `import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { ${shape} } from '${names.package}';

const FILE = new URL('../../data/${file}', import.meta.url);

/** The rows of the file from a position on; new ones are added at its end, and none changes. */
export async function* ${rows}(position: number): AsyncIterable<${shape}> {
  let index = 0;
  for await (const record of createReadStream(FILE).pipe(parse({ columns: true }))) {
    const { ${id}, observedAt, value, unit } = record as Readonly<Record<keyof ${shape}, string>>;
    if (index >= position) yield { ${id}, observedAt, value: Number(value), unit };
    index += 1;
  }
}
`;
