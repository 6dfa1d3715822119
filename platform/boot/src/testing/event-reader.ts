/** One server-sent event as a client sees it. */
export interface ServerSentEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
}

/** A client of server-sent events over fetch, for specs. */
export interface EventReader {
  readonly answer: Response;
  /** The next event; undefined once the stream has ended. */
  next(): Promise<ServerSentEvent | undefined>;
  close(): Promise<void>;
}

/** Opens a stream; an answer that is no stream is left to the caller. */
export async function readEvents(address: string, headers: Record<string, string>): Promise<EventReader> {
  const abort = new AbortController();
  const answer = await fetch(address, { headers, signal: abort.signal });
  const reader = answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  let text = '';
  const next = async (): Promise<ServerSentEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) return undefined;
        text += value;
        continue;
      }
      const fields = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const field = (name: string) => fields.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [id, event, data] = [field('id'), field('event'), field('data')];
      if (data !== undefined) return { data, ...(id && { id }), ...(event && { event }) };
    }
  };
  return { answer, next, close: async () => abort.abort() };
}
