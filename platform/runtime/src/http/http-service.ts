import { type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AccessGuard } from '../access/access.guard.js';
import { Gatekeeper } from '../access/gatekeeper.js';
import { NestLog } from '../observability/nest-log.js';
import { Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { crossOrigin } from './cross-origin.js';
import { parseJsonBody } from './json-body.js';
import { KnownAddresses } from './known-addresses.js';
import { ProblemFilter } from './problem.filter.js';
import { toMeshError } from './problem.js';
import { addRouteHeaders } from './route-headers.js';
import { passRowBodies } from './row-body.js';
import { sendProblem } from './send-problem.js';
import { unusedConnections } from './unused-connections.js';

export interface HttpServiceSettings {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly host: string;
  readonly port: number;
  readonly maxJsonBytes: number;
  /** Largest raw upload; 0 for a service that takes none. */
  readonly maxBinaryBytes: number;
  /** Origins of pages that may call the service from a browser, besides its own. */
  readonly pagesFrom?: readonly string[];
  /** Answers paths of its own before anything else looks at them (the token issuer). */
  readonly foreign?: {
    readonly owns: (path: string) => boolean;
    readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  };
}

export interface HttpService {
  readonly app: INestApplication;
  /** Base URL. */
  readonly address: string;
  /** Stops accepting, finishes what was accepted, then lets the modules close. */
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;
const CLOSING_TICK_MS = 50;
/** How long busy keep-alive clients have to hear that the connection ends with their next answer. */
const DRAIN_MS = 250;

/** Starts a NestJS application on Fastify with the manners of the house: bounded bodies, problems, traces, closed by default. */
export async function startHttpService(settings: HttpServiceSettings): Promise<HttpService> {
  const addresses = new KnownAddresses();
  const adapter = createAdapter(settings, addresses);
  const app = await NestFactory.create<NestFastifyApplication>(settings.module, adapter, {
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: false,
    bufferLogs: true,
  });
  const logger = app.get<Logger>(Logger);
  app.useLogger(new NestLog(logger));
  app.useGlobalFilters(new ProblemFilter(logger, addresses));
  app.useGlobalGuards(new AccessGuard(app.get(Gatekeeper), settings.name));
  app.get(Metrics);
  const unused = unusedConnections(adapter.getHttpServer());
  await app.listen(settings.port, settings.host);
  const address = `http://${settings.host}:${(adapter.getHttpServer().address() as { port: number }).port}`;
  return { app, address, close: () => closeGently(app, adapter.getHttpServer(), unused) };
}

/**
 * Busy keep-alive clients are first asked to go: a connection that was cut while its next call was on the way would look
 * like a failed call. One that falls idle after its last answer is then swept up, or it would hold up the end.
 */
async function closeGently(app: INestApplication, server: Server, unused: ReadonlySet<Socket>): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  await wait(DRAIN_MS);
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    for (const socket of unused) socket.destroy();
  }, CLOSING_TICK_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}

function createAdapter(
  { maxJsonBytes, maxBinaryBytes, pagesFrom, foreign }: HttpServiceSettings,
  addresses: KnownAddresses,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: maxJsonBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: 0,
    keepAliveTimeout: 75_000,
    return503OnClosing: true,
    // What fails before there is a route: an address that is not well-formed.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(request, reply, toMeshError(error)),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: maxJsonBytes },
    (_request, body, done) => {
      try {
        done(null, parseJsonBody(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  if (maxBinaryBytes > 0) {
    fastify.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: maxBinaryBytes },
      (_request, body, done) => done(null, body),
    );
  }
  passRowBodies(fastify);
  fastify.addHook('onRoute', addRouteHeaders);
  fastify.addHook('onRoute', (route) => addresses.add(route));
  if (pagesFrom) fastify.addHook('onRequest', crossOrigin(pagesFrom));
  if (foreign) {
    fastify.addHook('onRequest', (request, reply, next) => {
      if (!foreign.owns(request.url.split('?', 1)[0] as string)) return next();
      reply.hijack();
      foreign.handle(request.raw, reply.raw);
    });
  }
  return adapter;
}
