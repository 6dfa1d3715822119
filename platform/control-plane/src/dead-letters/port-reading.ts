import { Inject, Injectable } from '@nestjs/common';
import { indexGrants, ruleOf, type Caller, type Purpose, type Verdict } from '@mesh/access';
import { AgreementReader } from '@mesh/access-service';
import { CatalogErrors, ProductReader } from '@mesh/catalog';
import type { DescribedField, ProductDescription } from '@mesh/events';
import { MeshError } from '@mesh/product';

/** A port whose messages stand in a topic. */
interface TopicPort {
  readonly name: string;
  readonly urn: string;
  readonly topic?: string;
  readonly fields: readonly DescribedField[];
}

/** Whether somebody may read what stands in a topic, and which fields it has. */
export interface ReadingVerdict {
  readonly verdict: Verdict;
  /** URN of the port, or of what nobody announced. */
  readonly urn: string;
  readonly fields: readonly DescribedField[];
}

/** Decides by the contract that is announced, and by agreements, as the port's own door does. */
@Injectable()
export class PortReading {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(AgreementReader) private readonly agreements: AgreementReader,
  ) {}

  async decide(caller: Caller, topic: string, now: Date): Promise<ReadingVerdict> {
    const [domain = '', name = ''] = topic.split('.');
    const product = await this.find(`${domain}.${name}`);
    const ports: readonly TopicPort[] = [...(product?.ports ?? []), ...(product?.accepts ?? [])];
    const port = ports.find((one) => one.topic === topic);
    if (product === undefined || port === undefined) {
      const rule = `${domain}.${name}: no contract that is announced knows the topic`;
      return { verdict: { permitted: false, rule, reveals: [] }, urn: `urn:mesh:${domain}:${name}`, fields: [] };
    }
    const declared = indexGrants(domain, name, known(product.grants)).decide(caller, port.name);
    const verdict = declared.permitted
      ? declared
      : ((await this.agreed(product.id, port.name, caller, now)) ?? declared);
    return { verdict, urn: port.urn, fields: port.fields };
  }

  private async find(id: string): Promise<ProductDescription | undefined> {
    try {
      return (await this.products.describe(id)).product;
    } catch (failure) {
      if (failure instanceof MeshError && failure.code === CatalogErrors.PRODUCT_UNKNOWN.code) return undefined;
      throw failure;
    }
  }

  private async agreed(
    product: string,
    port: string,
    { id, purpose }: Caller,
    now: Date,
  ): Promise<Verdict | undefined> {
    const at = now.toISOString();
    const found = (await this.agreements.grantedOf(product)).find(
      (one) => one.consumer === id && one.port === port && one.purpose === purpose && one.from <= at && at < one.until,
    );
    if (found === undefined) return undefined;
    return {
      permitted: true,
      rule: ruleOf({ id: found.agreement, product, port, purpose: found.purpose }),
      reveals: [],
    };
  }
}

/** Announced grants carry purposes as texts; those that the policy does not know it refuses. */
const known = (grants: ProductDescription['grants']) =>
  grants.map(({ role, ports, purposes }) => ({ role, ports, purposes: purposes as readonly Purpose[] }));
