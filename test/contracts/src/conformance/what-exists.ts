import { Door } from './calling/door.js';
import { OpenApi } from './known/open-api.js';
import { operationOf, type World } from './world.js';

/** Ports whose document names something by the id that another port gave it: that port, and the field. */
const NAMES_WHAT_EXISTS: Readonly<Record<string, { readonly giver: string; readonly field: string }>> = {
  scoreExplanations: { giver: 'scores', field: 'scoreId' },
};

/** Whether a port looks for what a document names before it does anything else. */
export const namesWhatExists = (port = ''): boolean => Object.hasOwn(NAMES_WHAT_EXISTS, port);

/**
 * Brings into being what a document can only name. The ids that are shown are nobody's, and a stranger would call the other
 * port first: from then on what that one gave stands in the places of the shown ones.
 */
export async function bringIntoBeing(world: World): Promise<World> {
  const { product, door, entitled, ledger } = world;
  const standIns = new Map<string, string>();
  for (const [port, { giver, field }] of Object.entries(NAMES_WHAT_EXISTS)) {
    if (product.openApi.operations.every((operation) => operation.port !== port)) continue;
    const shown = operationOf(world, { name: port }).body?.examples ?? [];
    const giving = operationOf(world, { name: giver });
    for (const [nth, body] of (giving.body?.examples ?? []).entries()) {
      const { json } = await door.call(giving, { as: entitled.whoMay(port), body });
      const [before, given] = [shown[nth], json].map((one) => (one as Record<string, unknown> | undefined)?.[field]);
      if (typeof before === 'string' && typeof given === 'string') standIns.set(before, given);
    }
  }
  if (standIns.size === 0) return world;
  const openApi = new OpenApi(JSON.parse(withStandIns(textOf(world), standIns)) as object);
  const samples = JSON.parse(withStandIns(JSON.stringify(product.samples), standIns)) as typeof product.samples;
  const known = { ...product, openApi, samples };
  return { ...world, product: known, door: new Door(known, ledger), standIns };
}

/** The OpenAPI document as it is served. */
export const textOf = ({ product }: World): string =>
  product.documents.find(({ name }) => name === 'openapi.json')?.text ?? '';

/** A text in which what exists stands in the place of what is only shown. */
export const withStandIns = (text: string, standIns: ReadonlyMap<string, string> = new Map()): string =>
  [...standIns].reduce((told, [shown, given]) => told.replaceAll(shown, given), text);
