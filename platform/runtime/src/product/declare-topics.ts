import { topicOf } from '@mesh/documents';
import type { EventLog } from '@mesh/events';
import { acceptedInputs } from '@mesh/product';
import type { ServedProduct } from './served-product.js';

/** Declares what a product writes to: its events, and the inputs that it accepts. */
export async function declareTopics({ declared }: ServedProduct, log: EventLog): Promise<void> {
  for (const port of Object.values(declared.ports))
    if (port.kind === 'event') await log.declareTopic(topicOf(declared, port));
  for (const [, input] of acceptedInputs(declared)) await log.declareTopic(topicOf(declared, input));
}
