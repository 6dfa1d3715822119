import { Controller, Get, Module, Post, type DynamicModule } from '@nestjs/common';
import { AccessErrors, type AuditTrail, type TokenVerifier } from '@mesh/access';
import { Gatekeeper } from '../access/gatekeeper.js';
import { AllowRoles, Public } from '../access/route-access.js';
import { createLogger, Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { startHttpService, type HttpService } from './http-service.js';

const CONSOLE = 'http://127.0.0.1:4000';
const OTHER = 'https://evil.example';

@Controller()
class Pages {
  @Public()
  @Get('open')
  open(): object {
    return {};
  }

  @AllowRoles('clinic')
  @Post('closed')
  closed(): object {
    return {};
  }
}

@Module({})
class Surroundings {}

const nobody: TokenVerifier = {
  verify: () => {
    throw AccessErrors.TOKEN_MISSING();
  },
};
const audit: AuditTrail = { record: () => Promise.resolve(), close: () => Promise.resolve() };

let service: HttpService;

beforeAll(async () => {
  const providers = [
    { provide: Logger, useValue: createLogger('test', 'silent') },
    { provide: Metrics, useValue: new Metrics('test') },
    { provide: Gatekeeper, useValue: new Gatekeeper(nobody, audit) },
  ];
  const module: DynamicModule = { module: Surroundings, global: true, providers, controllers: [Pages] };
  service = await startHttpService({
    name: 'test',
    module,
    host: '127.0.0.1',
    port: 0,
    maxJsonBytes: 1000,
    maxBinaryBytes: 0,
    pagesFrom: [CONSOLE],
  });
});
afterAll(() => service.close());

const ask = (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${service.address}${path}`, { method, headers });
const corsOf = ({ headers }: Response): string[] =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('given a page of the console', () => {
  it('may call and read the headers that it needs, without cookies', async () => {
    const { status, headers } = await ask('GET', '/open', { origin: CONSOLE });
    expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([200, CONSOLE, 'origin']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    for (const name of ['etag', 'link', 'deprecation', 'sunset', 'traceparent', 'retry-after'])
      expect(headers.get('access-control-expose-headers')?.split(', ')).toContain(name);
  });

  it('reads problems as well', async () => {
    const refused = await ask('POST', '/closed', { origin: CONSOLE });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, CONSOLE]);
    const missing = await ask('GET', '/nothing', { origin: CONSOLE });
    expect([missing.status, missing.headers.get('access-control-allow-origin')]).toEqual([404, CONSOLE]);
  });

  it('asks beforehand, once in two hours', async () => {
    const headers = {
      origin: CONSOLE,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const answer = await ask('OPTIONS', '/closed', headers);
    expect([answer.status, answer.headers.get('access-control-max-age')]).toEqual([204, '7200']);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    for (const name of ['authorization', 'content-type', 'mesh-purpose', 'idempotency-key', 'traceparent'])
      expect(answer.headers.get('access-control-allow-headers')?.split(', ')).toContain(name);
  });
});

describe('given a page from elsewhere', () => {
  it.each([OTHER, 'null', 'http://127.0.0.1:4000.evil.example', 'http://127.0.0.1:40000', 'HTTP://127.0.0.1:4000'])(
    'gives %s nothing that a browser would show it',
    async (origin) => {
      expect(corsOf(await ask('GET', '/open', { origin }))).toEqual([]);
      const preflight = await ask('OPTIONS', '/closed', { origin, 'access-control-request-method': 'POST' });
      expect([preflight.status, corsOf(preflight)]).toEqual([405, []]);
    },
  );
});

describe('given a program', () => {
  it('answers without a word about browsers', async () => {
    expect(corsOf(await ask('GET', '/open'))).toEqual([]);
    expect((await ask('POST', '/closed')).headers.get('vary')).toBeNull();
  });

  it('tells caches that a page may get more', async () => {
    expect((await ask('GET', '/open')).headers.get('vary')).toBe('origin');
  });
});
