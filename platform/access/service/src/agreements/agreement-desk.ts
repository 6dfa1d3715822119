import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '@mesh/access';
import { readGrant, readReason, readRequest } from './access-request.js';
import { AgreementErrors } from './agreement.errors.js';
import { agreementPath, type Agreement } from './agreement.js';
import { readAgreementQuery } from './agreement-query.js';
import { AgreementStore, type AgreementPage, type Viewer } from './agreement-store.js';
import { AgreementUsageReader, type AgreementUsage } from './agreement-usage.js';
import { ProductDirectory } from './product-directory.js';
import { transition, type AgreementStep, type Party } from './transition.js';

/** The clock of agreements. */
export interface AgreementClock {
  (): Date;
}

/** Injection token of the clock. */
export const AgreementClock = Symbol('AgreementClock');

const AGREEMENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OWNER = 'domain:';
const AUDITOR = 'auditor';

/** Where consumers ask and owners answer. Whom an agreement does not concern is told that there is none. */
@Injectable()
export class AgreementDesk {
  constructor(
    @Inject(AgreementStore) private readonly store: AgreementStore,
    @Inject(ProductDirectory) private readonly products: ProductDirectory,
    @Inject(AgreementUsageReader) private readonly usages: AgreementUsageReader,
    @Inject(AgreementClock) private readonly clock: AgreementClock,
  ) {}

  /** Asks for access; raises AGREEMENT.REQUEST_INVALID, ASKED_ALREADY, TOO_MANY_OPEN and TOO_MANY_TODAY. */
  async ask(body: unknown, caller: Caller): Promise<Agreement> {
    const now = this.clock();
    const asked = readRequest(body, now);
    const product = await this.products.find(asked.product);
    if (product === undefined) throw unknown('/product', 'is no product of the catalog');
    if (!product.ports.includes(asked.port)) throw unknown('/port', 'is no port of the product');
    const request = { ...asked, id: uuidv7(), domain: product.domain, consumer: caller.id };
    const outcome = await this.store.add(request, now);
    if (outcome === 'full') throw AgreementErrors.TOO_MANY_OPEN();
    if ('waitMs' in outcome)
      throw AgreementErrors.TOO_MANY_TODAY({ retryAfterSeconds: Math.max(1, Math.ceil(outcome.waitMs / 1_000)) });
    if ('open' in outcome) throw AgreementErrors.ASKED_ALREADY({ existing: agreementPath(outcome.open) });
    return outcome.added;
  }

  /** Agreements that concern the caller; raises AGREEMENT.QUERY_INVALID. */
  list(parameters: Readonly<Record<string, unknown>>, caller: Caller): Promise<AgreementPage> {
    return this.store.list(readAgreementQuery(parameters), viewerOf(caller), this.clock());
  }

  /** One agreement that concerns the caller; raises AGREEMENT.UNKNOWN. */
  async find(id: string, caller: Caller): Promise<Agreement> {
    const found = AGREEMENT_ID.test(id) ? await this.store.find(id, this.clock()) : undefined;
    if (found === undefined) throw AgreementErrors.UNKNOWN();
    if (partiesOf(found, caller).length === 0 && !viewerOf(caller).seesAll) throw AgreementErrors.UNKNOWN();
    return found;
  }

  /** How an agreement was used; raises AGREEMENT.UNKNOWN. */
  async usage(id: string, caller: Caller): Promise<AgreementUsage> {
    return this.usages.read(await this.find(id, caller));
  }

  /**
   * Takes a step; raises AGREEMENT.UNKNOWN, NOT_YOURS_TO_DECIDE, NOT_OPEN_TO_THIS, REQUEST_INVALID, and CHANGED_MEANWHILE
   * for the second of two who decide at once.
   */
  async take(id: string, step: AgreementStep, { body, caller }: { body: unknown; caller: Caller }): Promise<Agreement> {
    const found = await this.find(id, caller);
    const outcome = transition(found.status, step, partiesOf(found, caller));
    if (outcome.to === undefined) {
      if (outcome.because === 'not-yours') throw AgreementErrors.NOT_YOURS_TO_DECIDE();
      throw AgreementErrors.NOT_OPEN_TO_THIS({ agreementStatus: found.status });
    }
    const { reason, reveals } = step === 'grant' ? readGrant(body) : { reason: readReason(body), reveals: undefined };
    const taken = await this.store.take(found, {
      status: outcome.to,
      by: caller.id,
      at: this.clock(),
      reason,
      ...(reveals && { reveals }),
    });
    if (taken === undefined) throw AgreementErrors.CHANGED_MEANWHILE();
    return taken;
  }
}

const unknown = (pointer: string, message: string): Error =>
  AgreementErrors.REQUEST_INVALID({ errors: [{ pointer, rule: 'known', message }] });

const viewerOf = ({ id, roles }: Caller): Viewer => ({
  id,
  domains: roles.filter((role) => role.startsWith(OWNER)).map((role) => role.slice(OWNER.length)),
  seesAll: roles.includes(AUDITOR),
});

function partiesOf({ consumer, domain }: Agreement, { id, roles }: Caller): readonly Party[] {
  const isOwner = roles.includes(`${OWNER}${domain}`);
  return [...(isOwner ? (['owner'] as const) : []), ...(consumer === id ? (['consumer'] as const) : [])];
}
