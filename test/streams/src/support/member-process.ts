import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MemberSettings } from './member.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A member of the groups in a process of its own. */
export class MemberProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when its processings have begun. */
  static async start(settings: MemberSettings): Promise<MemberProcess> {
    const program = `import { runMember } from '@mesh/test-streams'; await runMember(${JSON.stringify(settings)});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('the member ended before it began');
    });
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
    ended.catch(() => undefined);
    return new MemberProcess(child);
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
