import { toBinaryMode, type LoggedEvent } from '@mesh/events';
import { namesOf, samplesOf, type DataProduct } from '@mesh/product';
import { contractAjv } from '../testing/contract-ajv.js';
import { oddProduct, quietProduct } from '../testing/odd-product.js';
import { scoringProduct } from '../testing/scoring-product.js';
import { asyncApiFindings } from './asyncapi-findings.js';
import { asyncApiOf } from './asyncapi.js';

interface Message {
  readonly headers: object;
  readonly payload: { readonly $ref: string };
  readonly examples?: readonly { readonly headers: object; readonly payload: object }[];
}
interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly address: string; readonly bindings: { kafka: object } }>>;
  readonly operations: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

const textOf = (product: DataProduct): string => asyncApiOf(product)[0]?.text ?? '';
const read = (product: DataProduct): AsyncApi => JSON.parse(textOf(product)) as AsyncApi;

describe.each([
  ['a product that scores', scoringProduct as DataProduct],
  ['an odd product', oddProduct as DataProduct],
])('given the AsyncAPI document of %s', (_, product) => {
  const document = read(product);

  it('leaves the parser of AsyncAPI nothing to say but that there is a later minor version', async () => {
    const found = await asyncApiFindings(textOf(product));
    expect(found.filter(({ rule }) => rule !== 'asyncapi-latest-version')).toEqual([]);
  });

  it('has examples that keep the schemas of headers and payload', () => {
    const ajv = contractAjv(document);
    for (const [name, { examples = [] }] of Object.entries(document.components.messages)) {
      const headers = ajv.compile({ $ref: `document#/components/messages/${name}/headers` });
      const payload = ajv.compile({ $ref: `document#/components/messages/${name}/payload` });
      for (const example of examples) {
        expect([headers(example.headers), headers.errors]).toEqual([true, null]);
        expect([payload(example.payload), payload.errors]).toEqual([true, null]);
      }
    }
  });

  it('is the same text each time', () => {
    expect(textOf({ ...product, ports: { ...product.ports } })).toBe(textOf(product));
  });
});

describe('given the topics of a product', () => {
  const { channels, operations, components } = read(oddProduct);

  it('has a channel for each that it writes, with what Kafka is told', () => {
    expect(channels['taken']).toMatchObject({
      address: 'cardiology.odd-pressure.taken.v2',
      bindings: {
        kafka: {
          topic: 'cardiology.odd-pressure.taken.v2',
          partitions: 4,
          topicConfiguration: { 'retention.ms': 172_800_000 },
        },
      },
    });
    expect(operations['sendTaken']).toMatchObject({ action: 'send', channel: { $ref: '#/channels/taken' } });
  });

  it('has one for each that it reads, with its group', () => {
    expect(channels['movesInput']).toMatchObject({ address: 'logistics.wards.moved.v3' });
    expect(operations['receiveMoves']).toMatchObject({
      action: 'receive',
      bindings: { kafka: { groupId: { enum: ['cardiology.odd-pressure.moves'] } } },
    });
  });

  it('says that one is to end', () => {
    expect(operations['sendTaken']).toMatchObject({ 'x-deprecation': { sunset: '2026-12-31' } });
  });

  it('shows no example of a message that has a field without one', () => {
    expect(components.messages['movesInput']).not.toHaveProperty('examples');
  });
});

describe('given an event as it is written', () => {
  it('has the headers that the document promises', () => {
    const product = scoringProduct;
    const port = product.ports.scored;
    const [data] = samplesOf(port.message, 1) as [InstanceType<typeof port.message>];
    const topic = namesOf(product).topic(port.name);
    const event: LoggedEvent = {
      id: data.scoreId,
      source: namesOf(product).port('scored'),
      type: topic,
      time: data.measuredAt,
      key: data.patientId,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      dataschema: namesOf(product).schema('scored'),
      topic,
      partition: 0,
      offset: 0,
      appendedAt: data.measuredAt,
      json: JSON.stringify(data),
      data,
    };
    const { headers, body } = toBinaryMode(event);
    // The Kafka binding writes ce_id where that of HTTP writes ce-id.
    const inKafka = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace(/^ce-/, 'ce_'), String(value).replace(/;.*$/, '')]),
    );
    const document = read(product);
    const ajv = contractAjv(document);
    const valid = ajv.compile({ $ref: 'document#/components/messages/scored/headers' });
    expect([valid(inKafka), valid.errors]).toEqual([true, null]);
    expect(Object.keys(inKafka).sort()).toEqual(
      Object.keys((document.components.messages['scored']?.headers as { properties: object }).properties).sort(),
    );
    const payload = ajv.compile({ $ref: 'document#/components/messages/scored/payload' });
    expect(payload(JSON.parse(body))).toBe(true);
  });
});

describe('given a product without topics', () => {
  it('publishes no document about them', () => {
    expect(asyncApiOf(quietProduct)).toEqual([]);
  });
});
