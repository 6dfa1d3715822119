import { Controller, Get, Inject } from '@nestjs/common';
import type { Caller, Purpose } from '@mesh/access';
import { AllowCallers, CallerOf } from '@mesh/runtime';

/** The purposes that an identity is registered for; undefined when the issuer is another and does not say. */
export type PurposesOf = (identity: string) => readonly Purpose[] | undefined;

/** Injection token of the purposes. */
export const PurposesOf = Symbol('PurposesOf');

/** A caller as the mesh knows them. */
export interface Me {
  readonly id: string;
  readonly roles: readonly string[];
  /** The purposes that the issuer registered for the caller. A call may name any of them in `mesh-purpose`, and others by agreement alone. */
  readonly purposes: readonly Purpose[];
  /** What this call acts for. */
  readonly purpose?: Purpose;
  /** Domains whose products the caller owns. */
  readonly domains: readonly string[];
}

const OWNER = 'domain:';

/** Tells callers who they are. */
@Controller('access')
export class MeController {
  constructor(@Inject(PurposesOf) private readonly purposesOf: PurposesOf) {}

  @Get('me')
  @AllowCallers()
  me(@CallerOf() { id, roles, purpose }: Caller): Me {
    const domains = roles.filter((role) => role.startsWith(OWNER)).map((role) => role.slice(OWNER.length));
    const purposes = this.purposesOf(id) ?? (purpose === undefined ? [] : [purpose]);
    return { id, roles, purposes, ...(purpose && { purpose }), domains };
  }
}
