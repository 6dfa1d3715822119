import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ran } from '../testing/recording-terminal.js';

interface Call {
  readonly method: string;
  readonly upload: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

type Answer = { readonly status: number; readonly body: object };

const PORT_PATH = '/bracelet/v1/inputs/measured';
const STATE = {
  accepted: 0,
  repeated: 0,
  rejected: 0,
  rejects: [],
  rejectsAt: `${PORT_PATH}/uploads/u/rejects`,
  complete: false,
  offset: 0,
  line: 1,
};
const REJECT = { line: 3, pointer: '/pulse', rule: 'maximum', reason: 'must be <= 300', pointers: '/pulse /arm' };

/** Stands in for the service that keeps the port, right above the control plane; `answer` is asked for each upload call. */
async function withService<Result>(
  answer: (call: Call, calls: readonly Call[]) => Answer,
  work: (env: NodeJS.ProcessEnv, calls: Call[]) => Promise<Result>,
): Promise<Result> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const reply = ({ status, body }: Answer) => response.writeHead(status).end(JSON.stringify(body));
      if (url === '/.well-known/data-products/cardiology.bracelet')
        return reply({ status: 200, body: { accepts: [{ name: 'measured', path: PORT_PATH }] } });
      const upload = url.slice(`${PORT_PATH}/uploads/`.length);
      calls.push({ method, upload, headers, body: Buffer.concat(chunks).toString() });
      return reply(answer(calls.at(-1) as Call, calls));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await work({ MESH_PORT: String(port - 1), MESH_TOKEN: 'given' }, calls);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A service that takes everything. */
const taking = ({ method, headers, body }: Call): Answer => {
  if (method !== 'PATCH') return { status: 200, body: STATE };
  const offset = Number(headers['upload-offset']) + Buffer.byteLength(body);
  const accepted = body.trim().split('\n').length - 1;
  return { status: 200, body: { ...STATE, accepted, offset, complete: headers['upload-complete'] === '?1' } };
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesh-ingest-'));
  file = join(folder, 'readings.csv');
  await writeFile(file, 'bpm,takenAt\n61,now\n62,now\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ingest = (env: NodeJS.ProcessEnv, ...more: readonly string[]) =>
  ran(['ingest', 'cardiology.bracelet', 'measured', '--file', file, ...more], env);

describe('given a file and a service that takes it', () => {
  it('says on which terms, sends it, and tells what became of it', () =>
    withService(taking, async (env, calls) => {
      const options = [
        ...['--map', 'bpm=pulse', 'note=', '--defaults', 'arm=left', 'sex=1', 'worn=true'],
        ...['--missing', 'NA', '--zone', '+02:00', '--ignore-others', '--delimiter', ';'],
      ];
      const { status, stdout } = await ingest(env, ...options, '--json');
      expect([status, JSON.parse(stdout)]).toMatchObject([
        0,
        { accepted: 2, rejected: 0, sentBefore: false, bytes: 26 },
      ]);
      const [begin, part] = calls;
      expect([begin?.method, JSON.parse(begin?.body ?? '')]).toEqual([
        'PUT',
        {
          format: 'csv',
          delimiter: ';',
          columns: { bpm: 'pulse', note: null },
          defaults: { arm: 'left', sex: 1, worn: true },
          others: 'ignore',
          missing: ['', 'NA'],
          zone: '+02:00',
        },
      ]);
      expect(part).toMatchObject({
        method: 'PATCH',
        headers: {
          'upload-offset': '0',
          'upload-complete': '?1',
          'content-type': 'text/csv',
          authorization: 'Bearer given',
        },
      });
    }));

  it('names the upload after the content and the terms', () =>
    withService(taking, async (env, calls) => {
      await ingest(env);
      await ingest(env);
      await ingest(env, '--zone', 'Z');
      await ingest(env, '--no-resume');
      const names = calls.filter(({ method }) => method === 'PUT').map(({ upload }) => upload);
      expect(names[1]).toBe(names[0]);
      expect(new Set(names).size).toBe(3);
    }));

  it('reads standard input', () =>
    withService(taking, async (env, calls) => {
      const { status } = await ran(
        ['ingest', 'cardiology.bracelet', 'measured', '--file', '-', '--format', 'ndjson'],
        env,
        '{"pulse":61}\n',
      );
      expect([status, calls[1]?.body, calls[1]?.headers['content-type']]).toEqual([
        0,
        '{"pulse":61}\n',
        'application/x-ndjson',
      ]);
    }));
});

describe('given a service that refuses rows', () => {
  it('lists them, and says so by its status', () => {
    const refusing = (call: Call): Answer => {
      if (call.upload.endsWith('/rejects')) return { status: 200, body: { rejects: [REJECT], next: '7' } };
      if (call.upload.endsWith('?cursor=7')) return { status: 200, body: { rejects: [{ ...REJECT, line: 9 }] } };
      const { body } = taking(call) as { body: typeof STATE };
      return { status: 200, body: { ...body, rejected: 2, rejects: [REJECT] } };
    };
    return withService(refusing, async (env) => {
      const rejects = join(folder, 'rejects.csv');
      const { status, stdout } = await ingest(env, '--rejects', rejects);
      expect(status).toBe(3);
      expect(stdout).toContain('2 rejected, listed in');
      expect(stdout).toContain('line 3: /pulse must be <= 300 (maximum)');
      expect(await readFile(rejects, 'utf8')).toBe(
        'line,field,rule,reason,fields\n3,/pulse,maximum,must be <= 300,/pulse /arm\n9,/pulse,maximum,must be <= 300,/pulse /arm\n',
      );
    });
  });

  it('does nothing for a file that came before', () =>
    withService(
      () => ({ status: 200, body: { ...STATE, accepted: 2, offset: 26, complete: true } }),
      async (env, calls) => {
        const { status, stdout } = await ingest(env);
        expect([status, calls.map(({ method }) => method)]).toEqual([0, ['PUT']]);
        expect(stdout).toContain('Sent before, nothing was done: 0 rows accepted, 2 repeated');
      },
    ));
});

describe('given a service that is away for a while', () => {
  it('goes on from where it says that it stands', () => {
    const busy = (call: Call, calls: readonly Call[]): Answer => {
      const nth = calls.length;
      if (nth === 2) return { status: 503, body: { code: 'INGEST.UPLOAD_INTERRUPTED' } };
      if (nth === 3) return { status: 503, body: {} };
      if (call.method === 'GET') return { status: 200, body: { ...STATE, offset: 12, line: 2 } };
      return taking(call);
    };
    return withService(busy, async (env, calls) => {
      const { status } = await ingest(env);
      expect(status).toBe(0);
      expect(calls.map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'GET', 'GET', 'PATCH']);
      expect(calls[4]).toMatchObject({ body: '61,now\n62,now\n', headers: { 'upload-offset': '12' } });
    });
  });

  it('gives up at once what cannot be mended by waiting', () =>
    withService(
      ({ method }) =>
        method === 'PATCH'
          ? { status: 422, body: { code: 'INGEST.COLUMNS_UNFIT', title: 'Unfit', errors: [{ pointer: 'column bpm' }] } }
          : { status: 200, body: STATE },
      async (env) => {
        const { status, stderr } = await ingest(env);
        expect([status, stderr]).toEqual([1, expect.stringContaining('column bpm')]);
      },
    ));
});

describe('given a command line that cannot be meant', () => {
  it.each([
    [['--map', 'bpm'], 2, '--map'],
    [['--zone', 'CET'], 2, '--zone'],
    [['--delimiter', 'x'], 2, '--delimiter'],
    [['--replay-at', 'when'], 2, '--replay-at'],
    [['--replay-at', 'takenAt', '--speed', '0'], 2, '--speed'],
  ])('refuses %j', (options, status, named) =>
    withService(taking, async (env) => {
      const said = await ingest(env, ...options);
      expect([said.status, said.stderr]).toEqual([status, expect.stringContaining(named)]);
    }),
  );

  it('names the ports that there are', () =>
    withService(taking, async (env) => {
      const { status, stderr } = await ran(['ingest', 'cardiology.bracelet', 'taken', '--file', file], env);
      expect([status, stderr]).toEqual([1, expect.stringContaining('known: measured')]);
    }));

  it('asks for a format that the name of the file does not say', () =>
    withService(taking, async (env) => {
      const { stderr } = await ran(['ingest', 'cardiology.bracelet', 'measured', '--file', '-'], env);
      expect(stderr).toContain('--format');
    }));
});
