import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storyWithKafka } from '@mesh/testing';
import { Kafka, logLevel } from 'kafkajs';
import { ran } from '../../testing/recording-terminal.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const SPARE_MS = 90_000;

interface Printed {
  readonly environment: Readonly<Record<string, string>>;
  readonly environmentFile: string;
  readonly credentialsFile: string;
}

storyWithKafka('given mesh infra kafka', () => {
  let home: string;
  const children: ChildProcess[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    home = mkdtempSync(join(tmpdir(), 'mesh-infra-'));
  }, SPARE_MS);

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  const start = async (...more: readonly string[]) => {
    const child = spawn(
      join(root, 'platform/cli/bin/mesh.mjs'),
      ['infra', 'kafka', '--json', '--home', join(home, 'kafka'), ...more],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], MESH_HOME: home } },
    );
    children.push(child);
    let told = '';
    child.stderr.on('data', (chunk) => void (told += String(chunk)));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, told: () => told, printed: JSON.parse(String(line)) as Printed };
  };

  it(
    'shows how far it is, prints what a mesh needs but the password, and stops at Ctrl-C',
    async () => {
      const { child, told, printed } = await start();
      expect(told()).toMatch(/preparing the data folder of broker 1\nstarting 1 broker\n1 of 1 broker ready\n/);
      const settings = settingsIn(printed.environmentFile);
      expect(statSync(printed.environmentFile).mode & 0o777).toBe(0o600);
      expect({ ...settings, KAFKA_SASL_PASSWORD: '' }).toEqual({ ...printed.environment, KAFKA_SASL_PASSWORD: '' });
      const password = settings['KAFKA_SASL_PASSWORD'] ?? '';
      expect(password.length).toBeGreaterThan(20);
      expect(JSON.stringify(printed)).not.toContain(password);

      const admin = new Kafka({
        clientId: 'spec',
        brokers: (settings['KAFKA_BROKERS'] ?? '').split(','),
        sasl: { mechanism: 'scram-sha-512', username: settings['KAFKA_SASL_USERNAME'] ?? '', password },
        logLevel: logLevel.NOTHING,
      }).admin();
      await admin.connect();
      expect(await admin.listTopics()).toEqual([]);
      await admin.disconnect();

      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
    SPARE_MS,
  );

  it(
    'prints the password to who asks for it',
    async () => {
      const { child, printed } = await start('--show-secrets');
      const settings = settingsIn(printed.environmentFile);
      expect(printed.environment).toEqual(settings);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
    SPARE_MS,
  );

  it('takes one or three brokers', async () => {
    expect((await ran(['infra', 'kafka', '--brokers', '2'], {})).status).toBe(2);
  });
});

const settingsIn = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...readFileSync(path, 'utf8').matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
  );
