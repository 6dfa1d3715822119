import { acceptable } from '../calling/acceptable.js';
import type { Caller } from '../calling/callers.js';
import { watchedEvents } from '../reading/watched-events.js';
import type { Operation } from '../known/open-api.js';
import { ownErrorsOf } from '../provoking/documented-errors.js';
import type { KnownProduct } from '../known/known-product.js';
import type { World } from '../world.js';

/** The roles of the contract open what they say, for what they say, and nothing else. */
export function tellOfGrants(world: () => World): void {
  const ports = (): readonly Operation[] =>
    world().product.openApi.operations.filter(({ port, goesOn }) => port !== undefined && !goesOn);

  it('lets every role in for each of its purposes', async () => {
    for (const operation of ports()) {
      const callers = world().entitled.allWhoMay(operation.port ?? '');
      expect([operation.id, callers.length > 0]).toEqual([operation.id, true]);
      for (const as of callers)
        expect([operation.id, as.identity.name, as.purpose, await statusFor(world(), operation, as)]).toEqual([
          operation.id,
          as.identity.name,
          as.purpose,
          200,
        ]);
    }
  }, 60_000);

  it('lets nobody in for a purpose that the contract does not name', async () => {
    for (const operation of ports()) {
      const purposes = operation.parameters.find(({ name }) => name === 'mesh-purpose')?.schema.part.enum ?? [];
      const open = world().entitled.allWhoMay(operation.port ?? '');
      const { identity } = open[0] as Caller;
      const own = open.filter((one) => one.identity === identity).map(({ purpose }) => purpose);
      const foreign = purposes.map(String).find((purpose) => !own.includes(purpose));
      if (foreign === undefined) continue;
      expect([operation.id, foreign, await statusFor(world(), operation, { identity, purpose: foreign })]).toEqual([
        operation.id,
        foreign,
        403,
      ]);
    }
  });
}

async function statusFor(
  { door, ledger, product }: World,
  operation: Operation,
  as: Caller,
): Promise<number | undefined> {
  if (!operation.isStream) {
    const { status, code } = await door.call(operation, { as, ...acceptable(operation) });
    // The product itself says that what is named is none of theirs: they were let in.
    return status === 404 && isOwn(product, code) ? 200 : status;
  }
  await watchedEvents(door, operation, { as, events: 0 });
  return ledger.entries.at(-1)?.status;
}

const isOwn = (product: KnownProduct, code: string | undefined): boolean =>
  ownErrorsOf(product).some((error) => error.code === code);
