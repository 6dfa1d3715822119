import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { explained } from '../generators.errors.js';
import { productNames } from '../names.js';
import { settle } from '../workspace/settle.js';
import { addPort, type PortRequest } from './add-port.js';

export interface PortOptions extends PortRequest {
  readonly product: string;
}

/** `nx g @mesh/generators:port <domain>.<product> <kind> <name>` */
export async function port(tree: Tree, { product, ...request }: PortOptions): Promise<GeneratorCallback> {
  try {
    const names = productNames(product);
    addPort(tree, names, request);
    await formatFiles(tree);
    return settle(tree, { emits: names.id });
  } catch (error) {
    throw explained(error);
  }
}
