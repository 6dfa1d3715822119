import type { Readable } from 'node:stream';

const LONGEST_LINE = 2_000;

/**
 * Calls back with each line of a stream of UTF-8, control characters taken out and long lines cut. It reads on however
 * much comes, so that the writer never waits, and holds no more than one line.
 */
export function boundedLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      onLine(tidy(rest + text.slice(from, Math.min(end, from + LONGEST_LINE))));
      rest = '';
      from = end + 1;
    }
    if (rest.length < LONGEST_LINE) rest += text.slice(from, from + LONGEST_LINE);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(tidy(rest));
  });
  // A pipe that breaks when its program is killed is no news.
  stream.on('error', () => undefined);
}

/** What programs print may hold any byte; what is stored and shown may not. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

const tidy = (line: string): string => line.slice(0, LONGEST_LINE).replace(CONTROL, '');
