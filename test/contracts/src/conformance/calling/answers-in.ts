import type { Exchange } from './exchange.js';

const END_OF_HEAD = '\r\n\r\n';

/** The whole answers in what was read from a connection; each says how long it is, or comes in chunks that do. */
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
    const isChunked = headers.get('transfer-encoding')?.trim() === 'chunked';
    const found = isChunked ? chunked(bytes, begin) : whole(bytes, begin, Number(headers.get('content-length') ?? 0));
    if (found === undefined) return answers;
    const { body, end } = found;
    answers.push({ status: Number(first.split(' ')[1]), headers, bytes: body, text: body.toString('utf8') });
    from = end;
  }
}

interface Body {
  readonly body: Buffer;
  /** Where the next answer begins. */
  readonly end: number;
}

const whole = (bytes: Buffer, begin: number, length: number): Body | undefined =>
  begin + length > bytes.length ? undefined : { body: bytes.subarray(begin, begin + length), end: begin + length };

/** A body in chunks (RFC 9112, section 7.1) without trailers, once it is there to its end. */
function chunked(bytes: Buffer, begin: number): Body | undefined {
  const chunks: Buffer[] = [];
  for (let at = begin; ;) {
    const endOfSize = bytes.indexOf('\r\n', at);
    if (endOfSize < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, endOfSize), 16);
    const next = endOfSize + 2 + size + 2;
    if (next > bytes.length) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), end: next };
    chunks.push(bytes.subarray(endOfSize + 2, endOfSize + 2 + size));
    at = next;
  }
}
