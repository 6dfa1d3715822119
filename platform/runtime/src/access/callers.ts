import type { Caller } from '@mesh/access';
import type { FastifyRequest } from 'fastify';

const callers = new WeakMap<object, Caller>();

export const rememberCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request.raw, caller);

/** The caller that the guard verified. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request.raw);
  if (caller === undefined) throw new Error('a route that asks for its caller is not public');
  return caller;
}
