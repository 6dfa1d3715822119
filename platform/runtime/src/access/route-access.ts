import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './callers.js';

export const ROUTE_ACCESS = 'mesh:route-access';

/** Who may use a route; a route that says nothing is closed. */
export type RouteAccess =
  | { readonly open: 'public' }
  | { readonly open: 'roles'; readonly roles: readonly string[] }
  | { readonly open: 'callers' }
  | { readonly open: 'port' };

/** Needs no token: health and discovery. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ROUTE_ACCESS, { open: 'public' } satisfies RouteAccess);

/** Open to callers with one of the roles; each decision is audited. */
export const AllowRoles = (...roles: string[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ROUTE_ACCESS, { open: 'roles', roles } satisfies RouteAccess);

/** Open to whoever has a valid token; what they see there is decided behind it. Each call is audited. */
export const AllowCallers = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ROUTE_ACCESS, { open: 'callers' } satisfies RouteAccess);

/** Decided by the port's own grants, in its edge. */
export const DecidedByPort = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ROUTE_ACCESS, { open: 'port' } satisfies RouteAccess);

/** Injects the verified caller of a route that is not public. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
