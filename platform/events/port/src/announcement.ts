/** Topic on which domain services announce their products; key = product id, data = `Announcement`. */
export const CATALOG_ANNOUNCED_TOPIC = 'platform.catalog.announced.v1';

/** What a service says about one of its products when it starts, every few seconds while it lives, and when it stops. */
export interface Announcement {
  readonly state: 'started' | 'alive' | 'stopped';
  /** Names the process that speaks: a product may be served by several. */
  readonly instance: string;
  /** RFC 3339. */
  readonly at: string;
  /** Base URL of the service, without a path. */
  readonly address: string;
  readonly product: ProductDescription;
}

/** One field of a port, with the notes that medicine needs. */
export interface DescribedField {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  /** UCUM. */
  readonly unit?: string;
  readonly codes?: readonly { readonly system: string; readonly code: string }[];
  /** Personal health information. */
  readonly phi: boolean;
}

/** One way to reach a product. */
export interface DescribedPort {
  readonly name: string;
  /** `urn:mesh:<domain>:<product>:<port>` */
  readonly urn: string;
  readonly kind: 'rest' | 'event' | 'dataset';
  readonly method?: string;
  /** Below the address of the service. */
  readonly path?: string;
  readonly topic?: string;
  readonly summary: string;
  readonly fields: readonly DescribedField[];
}

/** A data product as its declaration says, in plain JSON. */
export interface ProductDescription {
  /** `<domain>.<product>` */
  readonly id: string;
  readonly urn: string;
  readonly domain: string;
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly owner: { readonly team: string; readonly contact: string };
  readonly purpose: string;
  readonly description: string;
  readonly sensitivity: string;
  readonly tags: readonly string[];
  readonly ports: readonly DescribedPort[];
  readonly models: readonly { readonly name: string; readonly features: readonly string[]; readonly card?: string }[];
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  readonly promises: Readonly<Record<string, string | number>>;
  readonly grants: readonly {
    readonly role: string;
    readonly ports: readonly string[];
    readonly purposes: readonly string[];
  }[];
}
