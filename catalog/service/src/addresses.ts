import type { DescribedPort, ProductDescription } from '@mesh/events';

/** A port with the URL at which it answers, where it has one. */
export interface ReachablePort extends DescribedPort {
  readonly url?: string;
}

/** Ports with absolute addresses; without a known service they stay relative. */
export function reachablePorts(product: ProductDescription, address: string | undefined): readonly ReachablePort[] {
  return product.ports.map((port) => {
    const url = address === undefined || port.path === undefined ? undefined : absolute(port.path, address);
    return url === undefined ? port : { ...port, url };
  });
}

function absolute(path: string, address: string): string | undefined {
  return URL.canParse(path, address) ? new URL(path, address).href : undefined;
}
