import type { Exchange } from './exchange.js';

const END_OF_HEAD = '\r\n\r\n';

/** The whole answers in what was read from a connection; each says how long it is. */
export function answersIn(bytes: Buffer): readonly Exchange[] {
  const answers: Exchange[] = [];
  for (let from = 0; ;) {
    const endOfHead = bytes.indexOf(END_OF_HEAD, from);
    if (endOfHead < 0) return answers;
    const [first = '', ...lines] = bytes.toString('latin1', from, endOfHead).split('\r\n');
    const headers = new Headers(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    );
    const begin = endOfHead + END_OF_HEAD.length;
    const end = begin + Number(headers.get('content-length') ?? 0);
    if (end > bytes.length) return answers;
    const body = bytes.subarray(begin, end);
    answers.push({ status: Number(first.split(' ')[1]), headers, bytes: body, text: body.toString('utf8') });
    from = end;
  }
}
