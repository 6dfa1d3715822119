import { Module, type DynamicModule, type INestApplication, type Provider } from '@nestjs/common';

import { AccessErrors, AuditTrail, PURPOSES, TokenVerifier } from '@mesh/access';
import { Database } from '@mesh/database';
import { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { createLogger, Gatekeeper, Logger, Metrics, startHttpService } from '@mesh/runtime';

/** The parsed body of an answer: each spec says itself what it expects there. */
export type Json = ReturnType<typeof JSON.parse>;

/** A module of the control plane behind the guard, the parsers and the problems it will have. */
export interface ServiceUnderTest {
  readonly log: EventLog;
  readonly app: INestApplication;
  /** Calls as somebody with a role; an object goes as JSON, bytes as they are. */
  call(
    method: string,
    path: string,
    options?: { role?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
  readonly address: string;
  close(): Promise<void>;
}

@Module({})
class Surroundings {}

const MAX_JSON_BYTES = 8_000_000;
const MAX_BINARY_BYTES = 64 * 1024 * 1024;

/** Tokens read `<role>`; the caller is `test-<role>`, and may act for every purpose. */
const tokens: TokenVerifier = {
  verify: (authorization) => {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    const role = authorization.replace('Bearer ', '');
    const purposes = Object.keys(PURPOSES);
    return { subject: `test-${role}`, roles: [role], purposes, expiresAt: Number.MAX_SAFE_INTEGER };
  },
};

const audit: AuditTrail = { record: async () => undefined, close: async () => undefined };

/** Starts the module on a free port of the loopback with a real event log; `providers` are global. */
export async function startServiceUnderTest(
  module: DynamicModule,
  database: Database,
  providers: readonly Provider[] = [],
): Promise<ServiceUnderTest> {
  const log = await PostgresEventLog.open(database);
  const surroundings: readonly Provider[] = [
    { provide: Database, useValue: database },
    { provide: EventLog, useValue: log },
    { provide: Logger, useValue: createLogger('test', 'silent') },
    { provide: Metrics, useValue: new Metrics('test') },
    { provide: AuditTrail, useValue: audit },
    { provide: Gatekeeper, useValue: new Gatekeeper(tokens, audit) },
    ...providers,
  ];
  const tokensOf = surroundings.map((provider) => ('provide' in provider ? provider.provide : provider));
  const root: DynamicModule = {
    module: Surroundings,
    global: true,
    imports: [module],
    providers: [...surroundings],
    exports: tokensOf,
  };
  const service = await startHttpService({
    name: 'test',
    module: root,
    host: '127.0.0.1',
    port: 0,
    maxJsonBytes: MAX_JSON_BYTES,
    maxBinaryBytes: MAX_BINARY_BYTES,
  });
  return {
    log,
    app: service.app,
    address: service.address,
    call: (method, path, { role = 'domain', body, headers = {} } = {}) =>
      fetch(new URL(path, service.address), {
        method,
        headers: {
          authorization: `Bearer ${role}`,
          ...(body === undefined
            ? {}
            : { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      }),
    close: async () => {
      await service.close();
      await log.close();
    },
  };
}
