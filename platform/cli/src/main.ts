import { runCommandLine } from './program.js';
import { failureOf, renderFailure } from './terminal/failure.js';
import { processTerminal } from './terminal/terminal.js';

/** The `mesh` command: whatever nobody caught is still rendered with a code and a fix. */
const terminal = processTerminal();
const giveUp = (thrown: unknown): void => {
  terminal.stderr.write(`${renderFailure(failureOf(thrown))}\n`);
  process.exit(1);
};
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

const status = await runCommandLine(process.argv.slice(2), terminal);
process.exitCode = status;
// A failed start may leave engines with threads of their own: they get a second to end, not the process's life.
if (status !== 0) setTimeout(() => process.exit(status), 1_000).unref();
