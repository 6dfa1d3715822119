import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresEventLog } from './index.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const TOPIC = 'crash.v1';

/** Appends without end from many sides and says the id of every event that was acknowledged. */
const APPENDER = (url: string) => `
  import { openDatabase } from '@mesh/database';
  import { PostgresEventLog } from '@mesh/events-postgres';
  import { writeSync } from 'node:fs';
  const log = await PostgresEventLog.open(openDatabase(${JSON.stringify(url)}));
  let serial = 0;
  const appender = async () => {
    for (;;) {
      const id = 'e' + serial++;
      await log.append('${TOPIC}', [{ id, source: '/crash', type: 't', time: '2026-01-01T00:00:00Z', key: id, data: null, once: serial % 3 === 0 }]);
      writeSync(1, id + '\\n');
    }
  };
  for (let n = 0; n < 16; n += 1) appender();`;

describe('given an appender that is killed while it writes', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    test = await startTestDatabase();
  });
  afterAll(() => test.close());

  it('has every event that it acknowledged, and offsets without a gap', async () => {
    const log = await PostgresEventLog.open(test.database);
    await log.declareTopic({ name: TOPIC, partitions: 3 });
    const child = spawn(process.execPath, ['--input-type=module', '-e', APPENDER(test.url)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.length > 5_000) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const acknowledged = said.split('\n').slice(0, -1);
    const stored = new Set<string>();
    for (const { partition } of await log.ranges(TOPIC)) {
      const events = await log.read(TOPIC, partition, 0, 10_000);
      expect(events.map(({ offset }) => offset)).toEqual(events.map((_, nth) => nth));
      for (const { id } of events) stored.add(id);
    }
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    await log.close();
  });
});
