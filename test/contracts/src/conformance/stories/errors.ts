import { acceptable } from '../calling/acceptable.js';
import { PROVOCATIONS } from '../provoking/provocations.js';
import { isOutOfReach } from '../provoking/out-of-reach.js';
import { STATES } from '../provoking/states.js';
import { neighboursOf } from '../provoking/neighbours.js';
import { errorsOf, ownErrorsOf } from '../provoking/documented-errors.js';
import type { World } from '../world.js';

/** Every documented error can be provoked. */
export function tellOfErrors(world: () => World): void {
  it('knows of every documented error how it is provoked, in which state, or why it cannot be', () => {
    const unknown = errorsOf(world().product.openApi).filter(
      ({ code, operation }) =>
        !(code in PROVOCATIONS) && !(code in STATES) && !isOutOfReach(code, operation) && !isOwn(world(), code),
    );
    expect(unknown.map(({ operation, code }) => `${operation.id}: ${code}`)).toEqual([]);
  });

  it('answers with each documented error when it is asked for it', async () => {
    const { door, entitled, ledger, product } = world();
    const missing: string[] = [];
    for (const { operation, code } of errorsOf(product.openApi)) {
      const provoke = PROVOCATIONS[code];
      if (provoke === undefined || isOutOfReach(code, operation)) continue;
      await provoke({ operation, door, entitled });
      if (!ledger.has(operation.id, code))
        missing.push(`${operation.id}: ${code}, but ${ledger.codesOf(operation.id).join(', ')}`);
    }
    expect(missing).toEqual([]);
  }, 120_000);

  it('answers with each error of the product itself that is due to a document', async () => {
    const { door, entitled, ledger, product } = world();
    const missing: string[] = [];
    for (const { operation, code, status } of ownErrorsOf(product)) {
      if (status >= 500 || operation.body === undefined) continue;
      const as = entitled.whoMay(operation.port ?? '');
      for (const body of neighboursOf(operation.body.examples)) {
        if (ledger.has(operation.id, code)) break;
        await door.call(operation, { as, ...acceptable(operation), body });
      }
      if (!ledger.has(operation.id, code))
        missing.push(`${operation.id}: ${code}, but ${ledger.codesOf(operation.id).join(', ')}`);
    }
    expect(missing).toEqual([]);
  }, 60_000);
}

const isOwn = ({ product }: World, code: string): boolean => ownErrorsOf(product).some((error) => error.code === code);
