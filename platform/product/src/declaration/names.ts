/** The permanent, human-readable names that follow from a declaration. */
export interface ProductNames {
  readonly domain: string;
  readonly product: string;
  readonly major: number;
  readonly urn: string;
  /** `/<product>/v<major>` */
  readonly basePath: string;
  topic(event: string): string;
  port(name: string): string;
  /** What the messages of a port conform to: its URN with the version of the contract. */
  schema(name: string): string;
}

/** Derives every name of a product from its id and major version. */
export function namesOf(declared: { readonly id: string; readonly version: string }): ProductNames {
  const [domain = '', product = ''] = declared.id.split('.');
  const major = Number(declared.version.split('.')[0]);
  const urn = `urn:mesh:${domain}:${product}`;
  return {
    domain,
    product,
    major,
    urn,
    basePath: `/${product}/v${major}`,
    topic: (event) => `${domain}.${product}.${event}.v${major}`,
    port: (name) => `${urn}:${name}`,
    schema: (name) => `${urn}:${name}:${declared.version}`,
  };
}
