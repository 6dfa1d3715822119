import { namesOf, type DataProduct, type Deprecation, type TopicPort } from '@mesh/product';

/** What of a port tells its end. */
type Ending = Pick<TopicPort, 'deprecated'>;

/** The announced end of a port or an input: its own, or that of the whole product. */
export const deprecationOf = (product: DataProduct, port: Ending): Deprecation | undefined =>
  port.deprecated ?? product.deprecated;

/**
 * The headers with which each answer of a port tells its end: `Deprecation` (RFC 9745: when it was announced),
 * `Sunset` (RFC 8594: from when on it may be gone) and links to what replaces it and what says so. Undefined for a port
 * whose end is not announced.
 */
export function deprecationHeaders(product: DataProduct, port: Ending): Readonly<Record<string, string>> | undefined {
  const end = deprecationOf(product, port);
  if (end === undefined) return undefined;
  return {
    deprecation: `@${Date.parse(`${end.announced}T00:00:00Z`) / 1_000}`,
    sunset: new Date(`${end.sunset}T00:00:00Z`).toUTCString(),
    link: [
      `<${replacementOf(product, end.replacement)}>; rel="successor-version"`,
      `<${namesOf(product).basePath}/openapi.json>; rel="deprecation"`,
    ].join(', '),
  };
}

/** The path of a port of the product that is reached over HTTP; else the URN of what is named, which the catalog knows. */
function replacementOf(product: DataProduct, replacement: string): string {
  const names = namesOf(product);
  const port = product.ports[replacement];
  if (port === undefined) return namesOf({ id: replacement, version: '1.0.0' }).urn;
  if (port.kind === 'event' || port.kind === 'stream') return names.port(replacement);
  return `${names.basePath}${port.kind === 'rest' ? port.path : `/${port.name}`}`;
}
