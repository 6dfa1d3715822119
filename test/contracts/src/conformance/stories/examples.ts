import { acceptable } from '../calling/acceptable.js';
import type { Sending } from '../calling/door.js';
import type { Operation } from '../known/open-api.js';
import { operationOf, type World } from '../world.js';

/** What the documents show is what the ports take and give. */
export function tellOfExamples(world: () => World): void {
  it('shows examples that keep the schemas beside them', () => {
    const { openApi, asyncApi } = world().product;
    const wrong = [
      ...openApi.operations.flatMap(({ id, body, answers }) =>
        [...(body === undefined ? [] : [body]), ...answers.flatMap(({ contents }) => contents)].flatMap((content) =>
          content.examples.flatMap((example) =>
            openApi.judge.findings(content.schema, example).map((finding) => `${id}: ${finding}`),
          ),
        ),
      ),
      ...(asyncApi?.channels ?? []).flatMap(({ name, headers, payload, examples }) =>
        examples.flatMap((example) => [
          ...(asyncApi?.judge.findings(headers, example.headers) ?? []).map((finding) => `${name}: headers${finding}`),
          ...(asyncApi?.judge.findings(payload, example.payload) ?? []).map((finding) => `${name}: ${finding}`),
        ]),
      ),
    ];
    expect(wrong).toEqual([]);
  });

  it('gives samples of every port that keep its schema', () => {
    const { samples, openApi, asyncApi } = world().product;
    const wrong = samples.flatMap(({ name, kind, direction, samples: given }) => {
      if (kind === 'rest' || kind === 'dataset') {
        const operation = operationOf(world(), { name });
        return given.flatMap((sample) =>
          kind === 'rest'
            ? openApi.judge.findings(operation.body?.schema ?? '', sample)
            : openApi.judge.findings(jsonOf(operation), { rows: [sample] }),
        );
      }
      const action = direction === 'output' ? 'send' : 'receive';
      const channel = asyncApi?.channels.find(
        (one) => (one.name === name || one.operation === name) && one.action === action,
      );
      return given.flatMap((sample) => asyncApi?.judge.findings(channel?.payload ?? '', sample) ?? []);
    });
    expect(wrong).toEqual([]);
    expect(samples.filter(({ samples: given }) => given.length === 0)).toEqual([]);
  });

  it('takes every document that it shows as one it takes', async () => {
    const { product } = world();
    for (const operation of product.openApi.operations.filter(({ body, goesOn }) => body !== undefined && !goesOn)) {
      const isMessage = operation.method === 'post';
      const samples = (isMessage && product.samples.find(({ name }) => name === operation.port)?.samples) || [];
      for (const body of [...(operation.body?.examples ?? []), ...samples])
        expect(await outcomeOf(world(), operation, { body })).toEqual([operation.id, 200, undefined]);
    }
  });

  it('takes every value that it shows of a parameter', async () => {
    for (const operation of world().product.openApi.operations.filter(
      ({ port, isStream, goesOn }) => port && !isStream && !goesOn,
    )) {
      for (const { name, in: place, schema, example } of operation.parameters) {
        const shown = [
          ...(schema.part.enum ?? schema.part.items?.enum ?? []),
          ...(example === undefined ? [] : [example]),
        ];
        if (name === 'mesh-purpose') continue;
        for (const value of shown.map(String)) {
          const sending = place === 'query' ? { query: { [name]: value } } : { headers: { [name]: value } };
          expect([name, value, ...(await outcomeOf(world(), operation, sending))]).toEqual([
            name,
            value,
            operation.id,
            200,
            undefined,
          ]);
        }
      }
    }
  });
}

async function outcomeOf({ door, entitled }: World, operation: Operation, sending: Sending) {
  const as = entitled.whoMay(operation.port ?? '');
  const { status, code } = await door.call(operation, { as, ...acceptable(operation), ...sending });
  return [operation.id, status, code];
}

const jsonOf = ({ answers }: Operation): string =>
  answers.find(({ status }) => status === 200)?.contents.find(({ mediaType }) => mediaType === 'application/json')
    ?.schema ?? '';
