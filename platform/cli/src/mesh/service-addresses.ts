import { inPlaceOrder } from '@mesh/workspace';
import { domainsHere } from './domains-here.js';

/** A service that the command line talks to: the control plane, or a domain. */
export type ServiceName = string;

/** Base address of a service, without a slash at its end. */
export function addressOf(service: ServiceName, controlPlanePort: number): string {
  const place =
    service === 'control-plane' ? 0 : 1 + inPlaceOrder(domainsHere().map(({ name }) => name)).indexOf(service);
  return `http://127.0.0.1:${controlPlanePort + place}`;
}
