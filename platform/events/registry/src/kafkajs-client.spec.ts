import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { announcementOf, Weighed, weightContract, WeighedWithScale } from './testing/weight-contract.suite.js';
import { startRegistry, type RegistryUnderTest } from './testing/registry.suite.js';

const subject = 'cardiology.weight.weighed.v1-value';
const weight = { weightId: 'w-1', person: 'synthetic-1', weightKg: 71.5, takenAt: '2026-03-01T08:00:00Z' };

describe('given @kafkajs/confluent-schema-registry as it is published', () => {
  let registry: RegistryUnderTest;
  let client: SchemaRegistry;
  let text: string;

  beforeAll(async () => {
    registry = await startRegistry();
    await registry.announce(
      announcementOf(weightContract('1.0.0', Weighed)),
      announcementOf(weightContract('1.1.0', WeighedWithScale)),
    );
    client = new SchemaRegistry({ host: registry.host });
    text = (await registry.ask('GET', `/subjects/${subject}/versions/latest`)).body.schema;
  });
  afterAll(() => registry.close());

  it('finds the numbers of the latest and of an earlier schema', async () => {
    const [latest, first] = [await client.getLatestSchemaId(subject), await client.getRegistryId(subject, 1)];
    expect(latest).not.toBe(first);
    expect(await client.getRegistryId(subject, 'latest')).toBe(latest);
    expect(await client.getRegistryIdBySchema(subject, { type: SchemaType.JSON, schema: text })).toBe(latest);
    await expect(client.getLatestSchemaId('nobody-value')).rejects.toThrow(/Subject not found/);
    await expect(client.getRegistryIdBySchema(subject, { type: SchemaType.JSON, schema: '{}' })).rejects.toThrow();
  });

  it('writes what the contract allows, with the magic byte and the number, and reads it again', async () => {
    const id = await client.getLatestSchemaId(subject);
    const bytes = await client.encode(id, weight);
    expect([bytes[0], bytes.readInt32BE(1)]).toEqual([0, id]);
    const other = new SchemaRegistry({ host: registry.host });
    expect(await other.decode(bytes)).toEqual(weight);
    await expect(client.encode(id, { ...weight, weightKg: -1 })).rejects.toThrow('invalid payload');
    await expect(client.encode(id, { ...weight, takenAt: 'yesterday' })).rejects.toThrow('invalid payload');
    await expect(client.getSchema(4711)).rejects.toThrow(/Schema not found/);
    expect(await client.getSchema(id)).toHaveProperty('validate');
  });

  it('registers what the contract has, and nothing that it has not', async () => {
    const options = { subject, compatibility: COMPATIBILITY.FORWARD_TRANSITIVE };
    const known = await client.register({ type: SchemaType.JSON, schema: text }, options);
    expect(known.id).toBe(await client.getLatestSchemaId(subject));
    const { properties, ...rest } = JSON.parse(text);
    const other = { ...rest, properties: { ...properties, weightKg: { type: 'string' } } };
    await expect(
      client.register({ type: SchemaType.JSON, schema: JSON.stringify(other) }, options),
    ).rejects.toMatchObject({
      status: 409,
    });
    await expect(
      client.register({ type: SchemaType.JSON, schema: text }, { subject: 'new-value' }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it('is told at once that the contract keeps another promise than the client expects', async () => {
    await expect(client.register({ type: SchemaType.JSON, schema: text }, { subject })).rejects.toThrow(
      /BACKWARD != FORWARD_TRANSITIVE/,
    );
  });
});
