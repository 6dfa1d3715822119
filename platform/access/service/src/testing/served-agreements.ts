import { AGREED_TOPIC, type AgreedAccess } from '@mesh/access';
import type { EventLog } from '@mesh/events';
import type { DynamicModule } from '@nestjs/common';
import { AccessModule } from '../access.module.js';
import { AgreementsModule } from '../agreements/agreements.module.js';
import { ProductDirectory, type KnownProduct } from '../agreements/product-directory.js';

const PRODUCTS: Readonly<Record<string, KnownProduct>> = {
  'cardiology.pulse': { domain: 'cardiology', ports: ['readings', 'cases'] },
  'logistics.stock': { domain: 'logistics', ports: ['levels'] },
};

/** An hour. */
export const HOUR_MS = 3_600_000;
/** The role that owns the product that everybody asks for. */
export const OWNER = 'domain:cardiology';
/** Why everybody asks, unless they say otherwise. */
export const REASON = 'A study of early warnings';

/** The parsed body of an answer: each spec says itself what it expects there. */
export type Json = ReturnType<typeof JSON.parse>;

/** What a route answered. */
export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** The modules that specs serve: agreements, and the record of decisions beside them. */
export function agreementsModule(clock: () => Date): DynamicModule {
  const products = {
    provide: ProductDirectory,
    useFactory: () => ({ find: (id: string) => Promise.resolve(PRODUCTS[id]) }),
  };
  const imports = [AccessModule.forRoot({ clock }), AgreementsModule.forRoot({ products, clock })];
  return { module: class Served {}, imports };
}

/** A service under test as far as agreements need it. */
export interface ServingAgreements {
  readonly log: EventLog;
  call(method: string, path: string, options: { role: string; body?: unknown }): Promise<Response>;
}

/** What specs say to agreements that are served. */
export class ServedAgreements {
  constructor(
    private readonly service: ServingAgreements,
    private readonly clock: () => Date,
  ) {}

  readonly inHours = (hours: number): string => new Date(this.clock().getTime() + hours * HOUR_MS).toISOString();

  /** Posts a body, or reads without one. */
  readonly send = async (role: string, path: string, body?: unknown): Promise<Said> => {
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await this.service.call(method, `/access/agreements${path}`, { role, body });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  };

  readonly ask = (role: string, change: object = {}): Promise<Said> => {
    const usual = { product: 'cardiology.pulse', port: 'cases', purpose: 'HRESCH', reason: REASON };
    return this.send(role, '', { ...usual, until: this.inHours(24), ...change });
  };

  /** An agreement that the role asked for and the owner granted. */
  readonly granted = async (role: string, answer: object = {}): Promise<Json> => {
    const { body } = await this.ask(role);
    return (await this.send(OWNER, `/${body.id}/grant`, { reason: 'Agreed', ...answer })).body;
  };

  /** What the data plane was told of an agreement, in order. */
  readonly told = async (id: string): Promise<readonly AgreedAccess[]> => {
    const { log } = this.service;
    const pages = await Promise.all(
      (await log.ranges(AGREED_TOPIC)).map(({ partition, earliest }) =>
        log.read(AGREED_TOPIC, partition, earliest, 10_000),
      ),
    );
    return pages
      .flat()
      .filter(({ key }) => key === id)
      .map(({ data }) => data as AgreedAccess);
  };
}

let consumers = 0;
/** A caller that nobody was before: what one asked does not stand in the way of the next. */
export const someone = (): string => `consumer-${(consumers += 1)}`;
