import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { acceptable } from '../calling/acceptable.js';
import { headersOf } from '../calling/door.js';
import { flood } from '../calling/flood.js';
import type { Operation } from '../known/open-api.js';
import { errorsOf } from '../provoking/documented-errors.js';
import { isOutOfReach } from '../provoking/out-of-reach.js';
import { whileLogStandsStill } from '../provoking/stand-still.js';
import { STATES, type State } from '../provoking/states.js';
import type { World } from '../world.js';

/** More calls than a port holds at once. */
const MORE_CALLS_THAN_ARE_HELD = 4_300;
const LOOK_EVERY_MS = 100;
const LOOKS = 40;

/** What a mesh answers that is not in order any more; told last, since it does not recover from it all. */
export function tellOfATroubledMesh(world: () => World): void {
  const ports = (): readonly Operation[] => world().product.openApi.operations.filter(({ port }) => port !== undefined);

  it('says so while its log stands still', async () => {
    await whileLogStandsStill(world().mesh.place.home, async () => {
      const pending: Promise<unknown>[] = [
        ...ports().map((operation) => callAsStranger(world(), operation)),
        ...ports()
          .filter(({ kind }) => kind === 'calls')
          .map((operation) => callEntitled(world(), operation)),
      ];
      for (const operation of ports().filter(({ kind }) => kind === 'calls'))
        pending.push(...(await overload(world(), operation)));
      await Promise.all(pending);
    });
    expect(unseen(world(), 'log standing still')).toEqual([]);
  }, 60_000);

  it('says so when files of its lake are damaged', async () => {
    for (const { name, lakeFolder } of world().product.contract.tables) {
      const folder = join(world().mesh.place.home, 'lake', lakeFolder);
      const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.parquet'));
      for (const file of files) await writeFile(join(folder, file), 'no Parquet');
      const operation = ports().find(({ port }) => port === name) as Operation;
      await world().door.call(operation, { as: world().entitled.whoMay(name) });
    }
    expect(unseen(world(), 'lake damaged')).toEqual([]);
  }, 60_000);

  it('says so when its database is gone', async () => {
    process.kill(world().mesh.postgresPid ?? 0, 'SIGQUIT');
    for (const operation of ports().filter(({ kind }) => kind === 'calls')) {
      const as = world().entitled.whoMay(operation.port ?? '');
      await world().door.call(operation, { as, ...acceptable(operation) });
      const headers = { 'idempotency-key': `without-database-${operation.id}` };
      await world().door.call(operation, { as, ...acceptable(operation), headers });
    }
    expect(unseen(world(), 'database gone')).toEqual([]);
  }, 60_000);
}

/** The documented errors of a state that no answer had. */
const unseen = ({ product, ledger }: World, state: State): readonly string[] =>
  errorsOf(product.openApi)
    .filter(({ operation, code }) => STATES[code] === state && !isOutOfReach(code, operation))
    .filter(({ operation, code }) => !ledger.has(operation.id, code))
    .map(({ operation, code }) => `${operation.id}: ${code}, but ${ledger.codesOf(operation.id).join(', ')}`);

const callAsStranger = ({ door, entitled }: World, operation: Operation) =>
  door.call(operation, { as: entitled.whoMayNot(operation.port ?? ''), ...acceptable(operation) });

const callEntitled = ({ door, entitled }: World, operation: Operation) =>
  door.call(operation, { as: entitled.whoMay(operation.port ?? ''), ...acceptable(operation) });

/** Refusals wait until they are recorded: while nothing is, strangers fill a port. Gives the calls that wait as well. */
async function overload(world: World, operation: Operation): Promise<readonly Promise<unknown>[]> {
  const { door, entitled, ledger } = world;
  const sending = { as: entitled.whoMayNot(operation.port ?? ''), ...acceptable(operation) };
  const body = JSON.stringify(sending.body);
  const headers = await headersOf(sending);
  const strangers = await flood(
    door.addressOf(operation),
    { method: operation.method, headers, body },
    MORE_CALLS_THAN_ARE_HELD,
  );
  const waiting: Promise<unknown>[] = [];
  for (let look = 0; look < LOOKS && !ledger.has(operation.id, 'RUNTIME.OVERLOADED'); look += 1) {
    waiting.push(callAsStranger(world, operation));
    await wait(LOOK_EVERY_MS);
  }
  strangers.end();
  return waiting;
}
