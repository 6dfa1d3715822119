import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openDatabase } from './index.js';

/** One message of PostgreSQL's protocol: its type, its length and what it says. */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const LET_IN = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const DYING = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

describe('given a server that dies at the moment in which it lets a connection in', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.concat([LET_IN, DYING])));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => {
    server.close();
  });

  it('fails the statement and leaves the process alone', async () => {
    const database = openDatabase(`postgres://mesh:any@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`);
    for (let attempt = 0; attempt < 5; attempt += 1) await expect(database.query('SELECT 1')).rejects.toThrow();
    await database.close();
  });
});
