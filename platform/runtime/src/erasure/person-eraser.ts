import { setTimeout as pause } from 'node:timers/promises';
import {
  ERASED_TOPIC,
  ERASURE_REPORTED_TOPIC,
  ERASURE_TOPICS,
  type Erased,
  type ErasedFrom,
  type ErasureReport,
} from '@mesh/access';
import type { EventLog, Subscription } from '@mesh/events';
import type { Dataset } from '@mesh/lake';
import { acceptedInputs, personalTexts, type DatasetPort, type TopicPort } from '@mesh/product';
import type { HostedProduct } from '../product/hosted-products.js';
import { landedPast } from './landed-past.js';
import type { ErasureParts, ForgottenPerson } from './personal-store.js';

/** Erasures that come together wait once for those who have not heard yet. */
const ERASURES_AT_ONCE = 100;

/** A product with the datasets that it keeps, by the name of the port. */
export interface KeptProduct {
  readonly product: HostedProduct;
  readonly datasets: ReadonlyMap<string, Dataset>;
}

/**
 * Forgets persons for the products of a process: rows of the lake are rewritten without them, other states drop them, and
 * once that is done it says so. What it needs to know of the person it looks up by the token, which goes last.
 */
export class PersonEraser {
  private subscription: Subscription | undefined;

  constructor(
    private readonly service: string,
    private readonly kept: readonly KeptProduct[],
    private readonly log: EventLog,
    private readonly parts: ErasureParts,
  ) {}

  async start(): Promise<void> {
    const keepers = this.kept.filter(({ product }) => keepsPersons(product));
    if (keepers.length === 0) return;
    const domains = new Set(keepers.map(({ product }) => product.served.names.domain));
    for (const topic of ERASURE_TOPICS) await this.log.declareTopic(topic);
    for (const domain of domains) await this.parts.persons.register(domain);
    this.subscription = await this.log.subscribe(
      { topics: [ERASED_TOPIC], group: `erasure.${this.service}`, maxBatch: ERASURES_AT_ONCE },
      (events, signal) =>
        this.erase(
          events.map(({ data }) => data as Erased),
          domains,
          signal,
        ),
    );
  }

  async close(): Promise<void> {
    await this.subscription?.close();
  }

  private async erase(erasures: readonly Erased[], domains: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    const wanted = erasures.flatMap(({ id, persons }) =>
      persons.filter(({ domain }) => domains.has(domain)).map((person) => ({ ...person, id })),
    );
    if (wanted.length === 0) return;
    await pause(this.parts.settleMs, undefined, { signal });
    const persons = await this.parts.persons.revealRetired(new Set(wanted.map(({ token }) => token)));
    for (const { id, domain, token } of wanted) {
      const person = persons.get(token);
      // Nobody behind the token any more: this was done and told before.
      if (person === undefined) continue;
      const stores = await this.forget({ domain, token, person }, signal);
      await this.tell({ id, domain, stores, at: new Date().toISOString() });
    }
  }

  private async forget(forgotten: ForgottenPerson, signal: AbortSignal): Promise<readonly ErasedFrom[]> {
    const erased: ErasedFrom[] = [];
    for (const { product, datasets } of this.kept) {
      const { names } = product.served;
      if (names.domain !== forgotten.domain) continue;
      for (const { name } of personalTopics(product)) erased.push({ kind: 'topic', name: names.topic(name) });
      for (const [name, dataset] of datasets) {
        const rows = await this.rewrite({ product, name, dataset }, forgotten, signal);
        if (rows !== undefined) erased.push({ kind: 'dataset', name: `${names.product}.${name}`, rows });
      }
    }
    for (const store of this.parts.stores)
      erased.push({ kind: 'state', name: store.name, rows: await store.erase(forgotten) });
    return erased;
  }

  /** Undefined for a dataset without personal texts. */
  private async rewrite(
    { product, name, dataset }: { readonly product: HostedProduct; readonly name: string; readonly dataset: Dataset },
    { person, token }: ForgottenPerson,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { names, declared } = product.served;
    const port = declared.ports[name] as DatasetPort;
    const columns = personalTexts(port.row);
    if (columns.length === 0) return undefined;
    const lands = port.lands === undefined ? undefined : (declared.ports[port.lands] as TopicPort);
    if (lands !== undefined) await landedPast(this.log, names.topic(lands.name), dataset, signal);
    let rows = 0;
    for (const column of columns) {
      signal.throwIfAborted();
      rows += (await dataset.rewriteWithout({ column, values: [person, token] })).rows;
    }
    return rows;
  }

  private async tell(report: ErasureReport): Promise<void> {
    const { id, domain, at } = report;
    await this.log.append(ERASURE_REPORTED_TOPIC, [
      {
        id: `${id}:${domain}`,
        source: `urn:mesh:service:${this.service}`,
        type: ERASURE_REPORTED_TOPIC,
        time: at,
        key: id,
        data: report,
        once: true,
      },
    ]);
  }
}

function personalTopics({ served }: HostedProduct): readonly TopicPort[] {
  const ports = Object.values(served.declared.ports).filter((port) => port.kind === 'event');
  const inputs = acceptedInputs(served.declared).map(([, input]) => input);
  return [...ports, ...inputs].filter(({ message }) => personalTexts(message).length > 0);
}

const keepsPersons = (product: HostedProduct): boolean =>
  personalTopics(product).length > 0 ||
  Object.values(product.served.declared.ports).some(
    (port) => port.kind === 'dataset' && personalTexts(port.row).length > 0,
  );
