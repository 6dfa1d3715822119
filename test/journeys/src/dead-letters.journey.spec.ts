import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import type { LoggedEvent } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { READING } from './support/heart-documents.js';
import { SCORED_TOPIC, withLogOf } from './support/log-of-a-mesh.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MESH = fileURLToPath(new URL('../../../platform/cli/bin/mesh.mjs', import.meta.url));
const GROUP = 'cardiology.ward-notes.scored';
const SCORES = 4;

interface Said {
  readonly status: number;
  readonly json: ReturnType<typeof JSON.parse>;
}

describe('given a consumer that could not digest scores', () => {
  let story: RunningMesh;
  const handled: string[] = [];

  /** Runs the command as an operator does, in a process of its own. */
  const mesh = (...line: string[]): Promise<Said> => {
    const { home, port } = story.mesh.place;
    const env = { ...process.env, MESH_HOME: home, MESH_PORT: String(port), NODE_OPTIONS: '' };
    return new Promise((resolve) => {
      execFile(MESH, ['dlq', ...line, '--json'], { env }, (failure, stdout) => {
        resolve({ status: Number(failure?.code ?? 0), json: JSON.parse(stdout) });
      });
    });
  };
  const letters = async (): Promise<readonly { readonly id: string }[]> => {
    const { body } = await story.ask(`/dead-letters/${SCORED_TOPIC}/${GROUP}`, 'ops-operator');
    return (body.letters ?? []) as readonly { readonly id: string }[];
  };

  /** Runs the consumer until something has come about. */
  const consume = (handle: (events: readonly LoggedEvent[]) => Promise<void>, until: () => Promise<boolean>) =>
    withLogOf(story.mesh.place.home, async (log) => {
      const settings = { topics: [SCORED_TOPIC], group: GROUP, maxBatch: 1, maxAttempts: 1 };
      const subscription = await log.subscribe(settings, handle);
      await eventually(until, { timeoutMs: 30_000 });
      await subscription.close();
    });

  beforeAll(async () => {
    story = await startMeshForStory();
    for (let number = 0; number < SCORES; number += 1)
      expect((await story.score({ ...READING, patientId: `synthetic-${number}` })).status).toBe(200);
    await consume(
      () => Promise.reject(new TypeError('cannot read')),
      async () => (await letters()).length === SCORES,
    );
  }, BEGIN_TIMEOUT_MS);
  afterAll(() => story.mesh.dispose(), 60_000);

  // Each call of the command is a process of its own.
  const TIMEOUT_MS = 90_000;

  it(
    'tells the operator how many, of what and why, and nothing about patients',
    async () => {
      const { status, json } = await mesh('list');
      expect([status, json]).toEqual([0, [{ topic: SCORED_TOPIC, group: GROUP, count: SCORES }]]);
      const listed = await mesh('list', SCORED_TOPIC, GROUP);
      expect(listed.json[0]).toMatchObject({ cause: 'TypeError', attempts: 1 });
      expect(JSON.stringify(listed.json)).not.toContain('synthetic');
      expect(
        (await fetch(`${story.mesh.address()}/metrics`).then((answer) => answer.text())).match(
          /^mesh_dead_letters.*/m,
        )?.[0],
      ).toBe(`mesh_dead_letters{topic="${SCORED_TOPIC}",group="${GROUP}",service="control-plane"} ${SCORES}`);
    },
    TIMEOUT_MS,
  );

  it(
    'shows the content to those alone who may read the port, without who it is about',
    async () => {
      const [{ id } = { id: '' }] = await letters();
      expect((await mesh('show', SCORED_TOPIC, GROUP, id, '--payload')).status).toBe(1);
      const { status, json } = await mesh('show', SCORED_TOPIC, GROUP, id, '--payload', '--as', 'dana-scientist');
      expect([status, json.data.age, json.data.patientId]).toEqual([0, READING.age, undefined]);
    },
    TIMEOUT_MS,
  );

  it(
    'names a schema that a stranger finds in the registry, and reads the event by',
    async () => {
      const [{ id } = { id: '' }] = await letters();
      const { json } = await mesh('show', SCORED_TOPIC, GROUP, id);
      const host = `${story.mesh.address()}/schema-registry`;
      const named = (await (await fetch(`${host}/schemas/${json.dataschema}`)).json()) as {
        id: number;
        subject: string;
      };
      const client = new SchemaRegistry({ host });
      expect([named.subject, named.id]).toEqual([
        `${SCORED_TOPIC}-value`,
        await client.getLatestSchemaId(named.subject),
      ]);
      const samples = await fetch(`${story.mesh.address(1)}/heart-disease-risk/v1/samples`);
      const { ports } = (await samples.json()) as { ports: readonly { name: string; samples: readonly object[] }[] };
      const [sample = {}] = ports.find(({ name }) => name === 'scored')?.samples ?? [];
      expect(sample).toHaveProperty('probability');
      expect(await client.decode(await client.encode(named.id, sample))).toEqual(sample);
      await expect(client.encode(named.id, { ...sample, probability: 7 })).rejects.toThrow('invalid payload');
    },
    TIMEOUT_MS,
  );

  it(
    'gives one back, and the rest when all is mended',
    async () => {
      const [first, ...others] = await letters();
      expect(await mesh('replay', SCORED_TOPIC, GROUP, first?.id ?? '', 'nobody')).toMatchObject({
        status: 3,
        json: { replayed: 1, asked: 2 },
      });
      expect((await mesh('drop', SCORED_TOPIC, GROUP, others[0]?.id ?? '')).status).toBe(2);
      expect((await mesh('drop', SCORED_TOPIC, GROUP, others[0]?.id ?? '', '--yes')).json).toMatchObject({
        dropped: 1,
      });
      expect((await mesh('replay', SCORED_TOPIC, GROUP, '--all')).json).toMatchObject({ replayed: SCORES - 2 });
      await consume(
        async (events) => void handled.push(...events.map(({ id }) => id)),
        async () => handled.length === SCORES - 1,
      );
      expect(new Set(handled)).toEqual(new Set([first, ...others.slice(1)].map((one) => one?.id)));
      expect((await mesh('list')).json).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
