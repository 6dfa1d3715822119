import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@mesh/test-journeys';
import { storyWithKafka } from '@mesh/testing';
import { blocksOf } from './support/guide.js';
import { Terminal } from './support/terminal.js';

const GUIDE = 'docs/guides/kafka.md';
const SPARE_MS = 120_000;
const root = fileURLToPath(new URL('../../..', import.meta.url));

storyWithKafka('given someone who follows the guide to Kafka', () => {
  let home: string;
  let terminal: Terminal;
  let other: Terminal;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'mesh-kafka-guide-'));
    const place = { root, home, port: await freePorts() };
    [terminal, other] = [new Terminal(place), new Terminal(place)];
  });

  afterAll(async () => {
    await other.close();
    await terminal.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }, SPARE_MS);

  const commandsOf = (section: string): string =>
    blocksOf(root, GUIDE)
      .filter((block) => block.section === section)
      .map(({ commands }) => commands)
      .join('\n');

  it(
    'starts a broker, and looks into it with the tools of Kafka',
    async () => {
      await terminal.runUntil('Kafka .* ready', commandsOf('Start it'));
      const { status, output } = await terminal.run(
        `${commandsOf("Look into it with Kafka's own tools")}\nkafka TopicCommand --create --topic guide.v1`,
      );
      expect({ status, output }).toMatchObject({
        status: 0,
        output: expect.stringContaining('Created topic guide.v1'),
      });
    },
    SPARE_MS,
  );

  it(
    'starts the mesh on it, whose events are topics of Kafka',
    async () => {
      await other.runUntil('mesh ready', commandsOf('Start the mesh on it'));
      const { output } = await terminal.run(commandsOf("Look into it with Kafka's own tools"));
      expect(output).toContain('cardiology.heart-disease-risk.scored.v1');
    },
    3 * SPARE_MS,
  );
});
