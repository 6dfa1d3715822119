import type { Caller, Verdict } from '@mesh/access';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rememberCaller } from './callers.js';
import type { Gatekeeper } from './gatekeeper.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

/** Closes every route that does not say whom it is open to. */
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(
    private readonly gatekeeper: Gatekeeper,
    private readonly service: string,
  ) {}

  /** At once where the door is open or decides itself: such a route is called by the thousand. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    return access?.open === 'public' || access?.open === 'port' || this.admits(context, access);
  }

  private async admits(context: ExecutionContext, access: RouteAccess | undefined): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.gatekeeper.identify(request);
    const route = `${context.getClass().name}.${context.getHandler().name}`;
    const verdict = verdictOf(access, route, caller);
    const { recorded } = await this.gatekeeper.decide(
      request,
      caller,
      verdict,
      `urn:mesh:platform:${this.service}:${route}`,
    );
    await recorded;
    rememberCaller(request, caller);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.header('cache-control', 'no-store');
    return true;
  }
}

function verdictOf(access: RouteAccess | undefined, route: string, { roles: held, unregistered }: Caller): Verdict {
  if (access?.open === 'roles' && unregistered === true)
    return { permitted: false, rule: `${route}: the caller is not registered for the purpose named`, reveals: [] };
  if (access?.open === 'callers') return { permitted: true, rule: `${route}: every caller may`, reveals: [] };
  const roles = access?.open === 'roles' ? access.roles : [];
  const role = held.find((one) => roles.includes(one));
  if (role === undefined) return { permitted: false, rule: `${route}: none of the caller's roles may`, reveals: [] };
  return { permitted: true, rule: `${route}: role ${role} may`, reveals: [] };
}
