import type { RouteOptions } from 'fastify';

/** What the configuration of a route may ask of the server. */
export interface RouteHeaders {
  /** Stand in each answer of the route, errors included. */
  readonly answerHeaders?: Readonly<Record<string, string>> | undefined;
}

/** Gives a route that asks for headers a hook of its own: routes that ask for none pay nothing. */
export function addRouteHeaders(route: RouteOptions): void {
  const { answerHeaders } = (route.config ?? {}) as RouteHeaders;
  if (answerHeaders === undefined) return;
  route.onRequest = [
    ...[route.onRequest ?? []].flat(),
    (_request, reply, next) => {
      void reply.headers(answerHeaders);
      next();
    },
  ];
}
