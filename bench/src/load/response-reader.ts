/** One answer: its status and, of a 200, the id of the score when the body has one. */
export interface Answer {
  readonly status: number;
  readonly scoreId: string | undefined;
  /** The server will close the connection. */
  readonly last: boolean;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const ID_MEMBER = Buffer.from('"scoreId":"');
const LARGEST_ANSWER_BYTES = 1_000_000;

/** Cuts HTTP/1.1 answers with a content-length out of a byte stream; one answer is under way at a time. */
export class ResponseReader {
  private held: Buffer = Buffer.alloc(0);

  /** The answer once it is whole; undefined until then. Throws on what is not such an answer. */
  take(chunk: Buffer): Answer | undefined {
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    if (bytes.length > LARGEST_ANSWER_BYTES) throw new RangeError('the answer is too large');
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0) return this.wait(bytes);
    const head = bytes.subarray(0, headEnd).toString('latin1').toLowerCase();
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
    if (length === undefined) throw new TypeError('the answer has no content-length');
    const end = headEnd + HEAD_END.length + Number(length);
    if (bytes.length < end) return this.wait(bytes);
    this.held = bytes.subarray(end);
    const status = Number(head.slice(9, 12));
    const scoreId = status === 200 ? idIn(bytes.subarray(headEnd, end)) : undefined;
    return { status, scoreId, last: /\r\nconnection: *close/.test(head) };
  }

  private wait(bytes: Buffer): undefined {
    this.held = bytes;
    return undefined;
  }
}

function idIn(body: Buffer): string | undefined {
  const at = body.indexOf(ID_MEMBER);
  if (at < 0) return undefined;
  const from = at + ID_MEMBER.length;
  const to = body.indexOf(0x22, from);
  return to < 0 ? undefined : body.subarray(from, to).toString('latin1');
}
