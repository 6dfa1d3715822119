import { once } from 'node:events';
import { createServer, get, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventLog } from '@mesh/events';
import { EventStream } from './event-stream.js';
import { TopicTail } from './topic-tail.js';

const quietLog = { ranges: () => Promise.resolve([]) } as unknown as EventLog;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('given a listener who left before the stream began', () => {
  it('is over at once, so that the seat is free again', async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const asked = get({ port: (server.address() as AddressInfo).port }).on('error', () => undefined);
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    const left = once(response, 'close');
    asked.destroy();
    await left;
    const tail = new TopicTail(quietLog, 'topic');
    const stream = new EventStream({ log: quietLog, topic: 'topic', tail, response, frame: () => '' }, new Map());
    await expect(stream.run()).resolves.toBeUndefined();
  });
});
