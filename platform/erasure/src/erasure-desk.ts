import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '@mesh/access';
import { Subjects } from '@mesh/events-sealed';
import { ErasureErrors } from './erasure.errors.js';
import type { Erasure, ErasurePage } from './erasure.js';
import { readErasureQuery, readErasureRequest } from './erasure-request.js';
import { ErasureStore, type ErasureViewer } from './erasure-store.js';

const OWNER = 'domain:';
/** Role of those who answer for the rights of persons in the whole mesh. */
export const PRIVACY_OFFICER = 'privacy-officer';
const AUDITOR = 'auditor';
const ERASURE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where people are asked to be forgotten. The answer is the same whether anybody knows them or not. */
@Injectable()
export class ErasureDesk {
  constructor(
    @Inject(ErasureStore) private readonly store: ErasureStore,
    @Inject(Subjects) private readonly subjects: Subjects,
  ) {}

  /** Has somebody forgotten; raises ERASURE.REQUEST_INVALID, NOT_YOURS_TO_ERASE and TOO_MANY_RUNNING. */
  async ask(body: unknown, caller: Caller): Promise<Erasure> {
    const { subject, domain, reason } = readErasureRequest(body);
    const mayEverywhere = caller.roles.includes(PRIVACY_OFFICER);
    if (!mayEverywhere && (domain === undefined || !caller.roles.includes(`${OWNER}${domain}`)))
      throw ErasureErrors.NOT_YOURS_TO_ERASE();
    const known = await this.subjects.domains();
    if (domain !== undefined && !known.includes(domain)) throw unknownDomain();
    const asked = {
      id: uuidv7(),
      requestedBy: caller.id,
      at: new Date(),
      reason,
      domains: domain === undefined ? known : [domain],
    };
    const outcome = await this.store.add(asked, (transaction, one) => this.subjects.retire(transaction, one, subject));
    if (outcome === 'full') throw ErasureErrors.TOO_MANY_RUNNING();
    return this.find(asked.id, caller);
  }

  /** Erasures that concern the caller; raises ERASURE.QUERY_INVALID. */
  list(parameters: Readonly<Record<string, unknown>>, caller: Caller): Promise<ErasurePage> {
    return this.store.list(readErasureQuery(parameters), viewerOf(caller));
  }

  /** One erasure that concerns the caller; raises ERASURE.UNKNOWN. */
  async find(id: string, caller: Caller): Promise<Erasure> {
    const found = ERASURE_ID.test(id) ? await this.store.find(id, viewerOf(caller)) : undefined;
    if (found === undefined) throw ErasureErrors.UNKNOWN();
    return found;
  }
}

const viewerOf = ({ roles }: Caller): ErasureViewer => ({
  domains: roles.filter((role) => role.startsWith(OWNER)).map((role) => role.slice(OWNER.length)),
  seesAll: roles.includes(PRIVACY_OFFICER) || roles.includes(AUDITOR),
});

const unknownDomain = (): Error =>
  ErasureErrors.REQUEST_INVALID({
    errors: [{ pointer: '/domain', rule: 'known', message: 'is no domain that keeps persons' }],
  });
