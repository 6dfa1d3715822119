import type { IncomingMessage } from 'node:http';

import type { FastifyInstance, FastifyRequest } from 'fastify';

import { MlflowErrors } from '../mlflow.errors.js';

const UPLOADS = /^\/api\/2\.0\/mlflow-artifacts\/artifacts\//;
/** A media type of nobody's, by which a body is handed on unread. */
const UNREAD = 'application/vnd.mesh.unread';

/**
 * Hands the bodies of uploads on as they come, whatever media type a client guessed from a file's name: without this the
 * parsers of the service would take a JSON file for a message, and hold any other in memory.
 */
export function passUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(UNREAD, (request: FastifyRequest, body: unknown, done) => {
    if (UPLOADS.test(request.url)) done(null, body);
    else done(MlflowErrors.BAD_REQUEST());
  });
  fastify.addHook('onRequest', (request, _reply, next) => {
    if (request.method === 'PUT' && UPLOADS.test(request.url)) request.raw.headers['content-type'] = UNREAD;
    next();
  });
}

/** The bytes of an upload as they come; raises BAD_REQUEST when they stop coming or the sender leaves. */
export async function* uploadChunks(body: IncomingMessage, idleMs: number): AsyncGenerator<Buffer> {
  // The body is not destroyed, whatever happens: with it the connection would go before the answer.
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  body.on('error', () => undefined);
  for (;;) {
    const next = await within(idleMs, chunks.next());
    if (next.done === true) return;
    yield next.value;
  }
}

async function within<Value>(idleMs: number, coming: Promise<Value>): Promise<Value> {
  let idle: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    idle = setTimeout(() => reject(MlflowErrors.BAD_REQUEST({ reason: 'The upload stalled.' })), idleMs);
  });
  try {
    return await Promise.race([coming, stalled]);
  } catch (failure) {
    coming.catch(() => undefined);
    if ((failure as { code?: unknown }).code === MlflowErrors.BAD_REQUEST.code) throw failure;
    throw MlflowErrors.BAD_REQUEST({ reason: 'The upload broke off.' }, { cause: failure });
  } finally {
    clearTimeout(idle);
  }
}
