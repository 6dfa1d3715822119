import type { Product } from '../../api/product.js';

/** Who reads, as far as grants ask. */
export interface Reader {
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

/** Access that the reader was granted by agreement. */
export interface Agreed {
  readonly product: string;
  readonly port: string;
  readonly purpose: string;
}

/** An event port as the live view offers it. */
export interface WatchablePort {
  readonly name: string;
  readonly summary: string;
  /** Where its events stream from; undefined while no instance of the product is known. */
  readonly url?: string;
  /** For which the reader may watch; empty when not at all. */
  readonly purposes: readonly string[];
}

/** `<domain>.<product>.<event>.v<major>` streams at `/<product>/v<major>/events/<event>`. */
export function livePath(topic: string): string | undefined {
  const parts = /^[^.]+\.([^.]+)\.([^.]+)\.v(\d+)$/.exec(topic);
  return parts === null ? undefined : `/${parts[1]}/v${parts[3]}/events/${parts[2]}`;
}

/** The event ports of a product, with the purposes for which its grants or an agreement open each to the reader. */
export function watchablePorts(
  product: Product,
  reader: Reader | undefined,
  agreed: readonly Agreed[],
): readonly WatchablePort[] {
  return product.ports
    .filter(({ kind }) => kind === 'event')
    .map(({ name, summary, topic = '' }) => {
      const path = livePath(topic);
      const opened = [
        ...product.grants
          .filter(({ role, ports }) => ports.includes(name) && reader?.roles.includes(role) === true)
          .flatMap(({ purposes }) => purposes),
        ...agreed.filter((one) => one.product === product.id && one.port === name).map(({ purpose }) => purpose),
      ];
      return {
        name,
        summary,
        ...(product.address !== undefined &&
          path !== undefined && { url: `${product.address.replace(/\/$/, '')}${path}` }),
        purposes: [...new Set(opened)].filter((purpose) => reader?.purposes.includes(purpose) === true),
      };
    });
}
