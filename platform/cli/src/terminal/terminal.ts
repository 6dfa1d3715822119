/** Where a command reads from and writes to; replaced in tests. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** The process's own streams. A reader that leaves early (`| head`) is no failure. */
export function processTerminal(): Terminal {
  process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
    process.exit(failure.code === 'EPIPE' ? 0 : 1);
  });
  return { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
}
