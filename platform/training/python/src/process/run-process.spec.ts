import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '@mesh/testing';
import { LAUNCHER } from './launcher.js';
import { runProcess, type ProcessOrder } from './run-process.js';

const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script];
const isThere = (pid: number): boolean => {
  try {
    // What has ended and waits for its parent does nothing any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('given a program with limits', () => {
  let folder: string;
  let lines: string[];
  const run = (command: ProcessOrder['command'], changes: Partial<ProcessOrder> = {}) =>
    runProcess({
      command,
      folder,
      environment: { PATH: '/usr/bin:/bin' },
      timeoutMs: 100_000,
      memoryMb: 1_024,
      onLine: (line) => lines.push(line),
      ...changes,
    });
  const pidsSaid = () => lines.map(Number).filter((pid) => pid > 0);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mesh-process-'));
    lines = [];
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('tells its lines, from both of its streams, and its status', async () => {
    const end = await run(['/bin/sh', '-c', 'echo one; echo two >&2; pwd; printf last; exit 3']);
    expect(end).toMatchObject({ how: 'exited', status: 3 });
    expect([...lines].sort()).toEqual([folder, 'last', 'one', 'two'].sort());
  }, 120_000);

  it('shows it nothing of its own environment', async () => {
    await run(['/usr/bin/env']);
    const names = lines.map((line) => line.split('=')[0]);
    expect(names).toContain('MESH_RECIPE_RUN');
    expect(names.filter((name) => !['MESH_RECIPE_RUN', 'PATH', 'PWD', '_', 'OLDPWD', 'SHLVL'].includes(name!))).toEqual(
      [],
    );
  }, 120_000);

  it('ends one that hangs, also when it takes no notice of a request to end', async () => {
    const hang = `process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)`;
    expect(await run(node(hang), { timeoutMs: 1_000 })).toMatchObject({ how: 'timed out' });
    expect(pidsSaid().map(isThere)).toEqual([false]);
  }, 120_000);

  it('ends one that is cancelled, and starts none that was cancelled before', async () => {
    const cancelling = new AbortController();
    const ended = run(node(`console.log(process.pid); setInterval(() => {}, 1000)`), { signal: cancelling.signal });
    await eventually(async () => lines.length > 0, { timeoutMs: 60_000 });
    cancelling.abort();
    expect(await ended).toMatchObject({ how: 'cancelled' });
    expect(pidsSaid().map(isThere)).toEqual([false]);
    expect(await run(['/bin/sh', '-c', 'echo started'], { signal: AbortSignal.abort() })).toMatchObject({
      how: 'cancelled',
    });
    expect(lines).not.toContain('started');
  }, 120_000);

  it('refuses one process more memory than it may have', async () => {
    const grow = `const held = []; for (;;) held.push(Buffer.alloc(16 * 1024 * 1024, 1));`;
    const end = await run(node(grow), { memoryMb: 512 });
    expect(end.how === 'out of memory' || end.status !== 0).toBe(true);
    expect(end.how).not.toBe('timed out');
  }, 120_000);

  it('ends a run whose processes need too much memory together, though none does alone', async () => {
    const child = `const held = Buffer.alloc(96 * 1024 * 1024, 1); setInterval(() => held.fill(2), 1000)`;
    const parent = `for (let i = 0; i < 4; i++) require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      setInterval(() => {}, 1000)`;
    expect(await run(node(parent), { memoryMb: 300 })).toMatchObject({ how: 'out of memory' });
  }, 120_000);

  it('leaves nobody behind of those that it started, not even in sessions of their own', async () => {
    const grandchild = `console.log(process.pid); setInterval(() => {}, 1000)`;
    const parent = `const { spawn } = require('child_process');
      for (const detached of [false, true]) {
        const child = spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { detached, stdio: 'inherit' });
        child.unref();
      }
      setTimeout(() => process.exit(0), 1500);`;
    expect(await run(node(parent))).toMatchObject({ how: 'exited', status: 0 });
    expect(pidsSaid()).toHaveLength(2);
    expect(pidsSaid().map(isThere)).toEqual([false, false]);
  }, 120_000);

  it('reads on however much it prints, cuts long lines and takes control characters out', async () => {
    const flood = `const line = 'x'.repeat(1_000_000); let left = 100;
      const more = () => { while (left-- > 0) if (!process.stdout.write(line + '\\n')) return process.stdout.once('drain', more); };
      console.log('\\u001b[31mred\\u0000'); more();`;
    expect(await run(node(flood))).toMatchObject({ how: 'exited', status: 0 });
    expect(lines[0]).toBe('[31mred');
    expect(lines).toHaveLength(101);
    expect(Math.max(...lines.map(({ length }) => length))).toBe(2_000);
  }, 120_000);

  it('ends with the service that started it', async () => {
    const child = spawn(
      '/bin/sh',
      ['-c', LAUNCHER, 'recipe', '1000000', '1000', ...node(`console.log(process.pid); setInterval(() => {}, 1000)`)],
      { detached: true, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] },
    );
    const exited = once(child, 'exit');
    try {
      const pid = Number(String((await once(child.stdout!, 'data'))[0]));
      expect(isThere(pid)).toBe(true);
      // What the system does to the descriptors of a process that is killed.
      child.stdio[3]!.destroy();
      expect(await Promise.race([exited, wait(5_000, 'still there', { ref: false })])).toEqual([null, 'SIGKILL']);
      expect(isThere(pid)).toBe(false);
    } finally {
      child.kill('SIGKILL');
    }
  }, 120_000);

  it('says by its status that there is no such program', async () => {
    expect(await run(['no-such-program'])).toMatchObject({ how: 'exited', status: 127 });
  }, 120_000);
});
