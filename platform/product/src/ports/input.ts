import type { EventPort } from './ports.js';

/** What a product reads from another: an event port and the contract version it was written against. */
export interface Input<P extends EventPort = EventPort> {
  readonly kind: 'input';
  /** Topic of the producer, `<domain>.<product>.<event>.v<major>`. */
  readonly product: { readonly id: string; readonly version: string };
  readonly port: P;
}

/** Subscribes to another product's event port; the service then owes an `on<Input>` method. */
export const consumes = <P extends EventPort>(
  product: { readonly id: string; readonly version: string },
  port: P,
): Input<P> => Object.freeze({ kind: 'input', product: { id: product.id, version: product.version }, port });
