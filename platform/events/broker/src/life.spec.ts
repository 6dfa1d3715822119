import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually, storyWithKafka } from '@mesh/testing';
import { startKafka, type BrokerSettings, type RunningKafka } from './index.js';
import { newTopic, receive, send } from './testing/one-message.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const SPARE_MS = 60_000;

const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A process of its own that starts a broker, says which process that is, and then waits. */
const PARENT = (home: string) => `
  import { startKafka } from '@mesh/kafka-broker';
  const kafka = await startKafka({ home: ${JSON.stringify(home)}, shortLived: true });
  console.log('broker', kafka.pid(1));
  process.stdin.on('end', () => process.exit(0)).resume();`;

storyWithKafka('given a folder for one broker', () => {
  let home: string;
  const running: RunningKafka[] = [];
  const children: ChildProcess[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
  }, SPARE_MS);

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((kafka) => kafka.stop()));
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }, SPARE_MS);

  const start = async (settings: Partial<BrokerSettings> = {}): Promise<RunningKafka> => {
    const kafka = await startKafka({ home, shortLived: true, ...settings });
    running.push(kafka);
    return kafka;
  };

  const startInChild = async (): Promise<{ child: ChildProcess; pid: number }> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PARENT(home)], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, pid: Number(String(said).split(' ')[1]) };
  };

  it(
    'finds what was written, at the same addresses and with the same passwords, when it starts again',
    async () => {
      const first = await start();
      const topic = await newTopic(first.connection('plain'));
      await send(first.connection('plain'), topic, 'a');
      await first.stop();
      const second = await start();
      expect(second.connection('scram-sha-512', { tls: true })).toEqual(
        first.connection('scram-sha-512', { tls: true }),
      );
      expect(await receive(second.connection('scram-sha-256'), topic, 1)).toEqual(['a']);
    },
    SPARE_MS,
  );

  it(
    'keeps what was acknowledged when the broker is killed, and is the same to its clients afterwards',
    async () => {
      const kafka = await start();
      const topic = await newTopic(kafka.connection('plain'));
      await send(kafka.connection('plain'), topic, 'a', 'b');
      const pid = kafka.pid(1);
      await kafka.kill(1);
      expect([isAlive(pid), kafka.pid(1)]).toEqual([false, undefined]);
      await kafka.restart(1);
      expect(await receive(kafka.connection('plain'), topic, 2)).toEqual(['a', 'b']);
    },
    SPARE_MS,
  );

  it(
    'leaves no process when it is stopped, even where the broker does not hear',
    async () => {
      const kafka = await start();
      const pid = kafka.pid(1);
      process.kill(pid ?? 0, 'SIGSTOP');
      await kafka.stop();
      expect(isAlive(pid)).toBe(false);
    },
    SPARE_MS,
  );

  it(
    'ends with its parent, however that ends',
    async () => {
      for (const signal of ['SIGKILL', 'SIGTERM', undefined] as const) {
        const { child, pid } = await startInChild();
        if (signal === undefined) child.stdin?.end();
        else child.kill(signal);
        await once(child, 'exit');
        await eventually(() => !isAlive(pid), { timeoutMs: 15_000 });
      }
    },
    SPARE_MS,
  );

  it(
    'is taken over at once from a parent that was killed',
    async () => {
      const { child, pid } = await startInChild();
      child.kill('SIGKILL');
      await once(child, 'exit');
      const kafka = await start();
      await eventually(() => !isAlive(pid), { timeoutMs: 1_000 });
      await newTopic(kafka.connection('plain'));
    },
    SPARE_MS,
  );

  it(
    'belongs to one process at a time',
    async () => {
      const { child } = await startInChild();
      await expect(start()).rejects.toMatchObject({ code: 'BROKER.HOME_IN_USE', meta: { pid: child.pid } });
    },
    SPARE_MS,
  );

  it(
    'is prepared anew where a start was killed before that was done',
    async () => {
      mkdirSync(join(home, 'data-1.draft'));
      writeFileSync(join(home, 'data-1.draft', 'meta.properties'), 'version=1\n');
      const kafka = await start();
      await newTopic(kafka.connection('scram-sha-512'));
      expect(readdirSync(home).filter((name) => /draft|format/.test(name))).toEqual([]);
    },
    SPARE_MS,
  );

  it(
    'is given other ports when another program has taken one meanwhile',
    async () => {
      const first = await start();
      await first.stop();
      const taken = Number(first.bootstrap.sasl?.[0]?.split(':')[1]);
      const other = createServer().listen(taken, '127.0.0.1');
      await once(other, 'listening');
      const second = await start();
      expect(second.bootstrap.sasl).not.toEqual(first.bootstrap.sasl);
      await expect(start({ home: join(home, 'other'), firstPort: taken })).rejects.toMatchObject({
        code: 'BROKER.PORT_TAKEN',
        meta: { port: taken },
      });
      other.close();
    },
    SPARE_MS,
  );

  it(
    'is refused to other brokers and users than it was made for',
    async () => {
      await (await start()).stop();
      await expect(start({ brokers: 3 })).rejects.toMatchObject({ code: 'BROKER.HOME_DIFFERS', meta: { brokers: 1 } });
      await expect(start({ users: ['device'] })).rejects.toMatchObject({ code: 'BROKER.HOME_DIFFERS' });
    },
    SPARE_MS,
  );

  it(
    'says what a broker says that cannot start',
    async () => {
      await (await start()).stop();
      writeFileSync(join(home, 'data-1', 'meta.properties'), 'version=1\ncluster.id=another\nnode.id=2\n');
      await expect(start()).rejects.toMatchObject({
        code: 'BROKER.NOT_STARTED',
        meta: { says: expect.stringMatching(/node id/i) },
      });
    },
    SPARE_MS,
  );
});
