import type { DataProduct, Port } from '@mesh/product';
import { pascal, singular } from './names.js';

const VERBS: Readonly<Record<Port['kind'], string>> = {
  rest: 'create',
  event: 'watch',
  dataset: 'list',
  stream: 'stream',
};

/**
 * The name of each port's operation, as a generated client has it: `createScore`, `listHistory`, `watchScored`. Where two
 * ports differ only in number, they keep their names as they are.
 */
export function operationIds(product: Pick<DataProduct, 'ports'>): ReadonlyMap<string, string> {
  const ports = Object.entries(product.ports);
  const shortName = ([name, port]: readonly [string, Port]): string => (port.kind === 'rest' ? singular(name) : name);
  const isTaken = (name: string): boolean => ports.filter((entry) => shortName(entry) === name).length > 1;
  return new Map(
    ports.map((entry) => {
      const [name, port] = entry;
      return [name, `${VERBS[port.kind]}${pascal(isTaken(shortName(entry)) ? name : shortName(entry))}`];
    }),
  );
}
