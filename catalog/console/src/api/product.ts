/** The parts of the catalog's answers that the console shows; what a product does not say is missing. */
export interface Deprecation {
  readonly since: string;
  readonly announced: string;
  readonly sunset: string;
  readonly replacement: string;
}

/** One field of a port. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  /** UCUM. */
  readonly unit?: string;
  readonly codes?: readonly { readonly system: string; readonly code: string }[];
  /** Personal health information. */
  readonly phi: boolean;
  /** Id of a term of the glossary. */
  readonly term?: string;
  readonly required?: boolean;
}

/** A quality rule of a dataset, as declared. */
export interface QualityRule {
  readonly id: string;
  readonly metric: string;
  readonly field?: string;
  readonly dimension: string;
  readonly severity: 'error' | 'warning';
  readonly because: string;
  readonly bound: string;
}

/** One way to reach a product. */
export interface Port {
  readonly name: string;
  readonly urn: string;
  readonly kind: 'rest' | 'event' | 'dataset' | 'stream';
  readonly method?: string;
  readonly path?: string;
  /** Where it answers. */
  readonly url?: string;
  readonly topic?: string;
  readonly summary: string;
  readonly fields: readonly Field[];
  readonly answers?: readonly Field[];
  /** The event ports of what follows from what a stream port takes, and the topics of its replies. */
  readonly gives?: readonly string[];
  readonly replies?: string;
  readonly raises?: readonly string[];
  readonly quality?: readonly QualityRule[];
  readonly refresh?: string;
  readonly deprecation?: Deprecation;
}

/** A port that takes messages of others. */
export interface AcceptedInput {
  readonly name: string;
  readonly urn: string;
  readonly method: string;
  /** Below the address of the service. */
  readonly path: string;
  readonly topic: string;
  readonly summary: string;
  readonly fields: readonly Field[];
  readonly deprecation?: Deprecation;
}

/** One published document, by name. */
export interface PublishedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly path: string;
  readonly sha256: string;
}

/** A word of the shared glossary. */
export interface Term {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly synonyms: readonly string[];
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

/** A product with everything that the catalog knows of it. */
export interface Product {
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
  readonly lifecycle?: string;
  readonly deprecation?: Deprecation;
  readonly limitations?: string;
  readonly terms?: readonly Term[];
  readonly documents?: readonly PublishedDocument[];
  readonly tags: readonly string[];
  readonly ports: readonly Port[];
  readonly models: readonly { readonly name: string; readonly features: readonly string[]; readonly card?: string }[];
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  /** Input ports that others write to. */
  readonly accepts?: readonly AcceptedInput[];
  /** What the platform makes of its events as they come. */
  readonly processing?: readonly { readonly name: string; readonly gives: string; readonly summary: string }[];
  readonly promises: Readonly<Record<string, string | number>>;
  readonly grants: readonly {
    readonly role: string;
    readonly ports: readonly string[];
    readonly purposes: readonly string[];
  }[];
  readonly address?: string;
  /** `up` or `away`. */
  readonly status: string;
  readonly lastSeenAt: string;
}

/** A product in a list. */
export type ListedProduct = Pick<
  Product,
  | 'id'
  | 'domain'
  | 'name'
  | 'title'
  | 'version'
  | 'owner'
  | 'purpose'
  | 'sensitivity'
  | 'lifecycle'
  | 'tags'
  | 'status'
  | 'lastSeenAt'
> & { readonly ports: readonly Pick<Port, 'name' | 'kind' | 'urn' | 'summary'>[] };

/** The path of a product in the catalog's API. */
export const productPath = (id: string): string => `/catalog/products/${encodeURIComponent(id)}`;

/** The page of a product in the console. */
export const productPage = (id: string, tab?: string): string =>
  `/products/${encodeURIComponent(id)}${tab === undefined ? '' : `/${tab}`}`;
