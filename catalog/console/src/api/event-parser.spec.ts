import { EventParser } from './event-parser.js';

const parsed = (...pieces: readonly string[]) => {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.take(piece));
};

describe('given the text of a stream', () => {
  it('gives each event with its name, its data and the newest id', () => {
    expect(parsed('id: 0:1\ndata: {"a":1}\n\nevent: end\ndata: bye\n\n')).toEqual([
      { event: 'message', data: '{"a":1}', lastEventId: '0:1' },
      { event: 'end', data: 'bye', lastEventId: '0:1' },
    ]);
  });

  it('waits for what is not complete, wherever it was cut', () => {
    const text = 'retry: 3000\r\nid: 0:1\r\n\r\n: still here\r\n\r\nid: 0:2\r\ndata: one\r\ndata:two\r\n\r\n';
    const whole = [{ event: 'message', data: 'one\ntwo', lastEventId: '0:2' }];
    expect(parsed(text)).toEqual(whole);
    for (let cut = 1; cut < text.length; cut += 1) expect(parsed(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    expect(parsed(text.slice(0, -2))).toEqual([]);
  });

  it('keeps an id that comes without an event', () => {
    const parser = new EventParser();
    parser.take('id: 0:7\n\n');
    expect(parser.lastEventId).toBe('0:7');
  });

  it('does not let the name of an event without data go over to the next', () => {
    expect(parsed('event: lost\n\ndata: x\n\n')).toMatchObject([{ event: 'message' }]);
  });
});
