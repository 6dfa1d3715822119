import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { acceptable } from '../calling/acceptable.js';
import { headersOf, type Sending } from '../calling/door.js';
import { flood } from '../calling/flood.js';
import type { Operation } from '../known/open-api.js';
import { errorsOf } from '../provoking/documented-errors.js';
import { isOutOfReach } from '../provoking/out-of-reach.js';
import { whileLogStandsStill } from '../provoking/stand-still.js';
import { STATES, type State } from '../provoking/states.js';
import { lakeFiles } from '../reading/lake-files-of.js';
import { operationOf, type World } from '../world.js';

/** By then each port has told that its database is gone. */
const SEEN_WITHIN_MS = 20_000;
/** More calls than a port holds at once. */
const MORE_CALLS_THAN_ARE_HELD = 4_300;
const LOOK_EVERY_MS = 100;
const LOOKS = 40;

/** What is answered by a mesh that is not in order any more; told last, since it does not recover from it all. */
export function tellOfATroubledMesh(worlds: () => readonly [World, ...World[]]): void {
  const mesh = () => worlds()[0].mesh;

  it('says so while its log stands still', async () => {
    await whileLogStandsStill(mesh().place.home, async () => {
      const pending: Promise<unknown>[] = [];
      for (const world of worlds()) {
        for (const operation of portsOf(world)) pending.push(call(world, operation, asStranger(world, operation)));
        for (const operation of callsOf(world)) pending.push(call(world, operation));
      }
      // Before the ports are filled, or the flood might overtake them.
      await Promise.all(pending.splice(0));
      for (const world of worlds())
        for (const operation of callsOf(world)) pending.push(...(await overload(world, operation)));
      await Promise.all(pending);
    });
    expect(worlds().flatMap((world) => unseen(world, 'log standing still', portsOf(world)))).toEqual([]);
  }, 120_000);

  it('says so when files of its lake are damaged', async () => {
    for (const world of worlds()) {
      const damaged: Operation[] = [];
      for (const table of world.product.contract.tables) {
        const files = await lakeFiles(mesh().place.home, table);
        for (const file of files) await writeFile(file, 'no Parquet');
        if (files.length === 0) continue;
        damaged.push(operationOf(world, table));
        await call(world, operationOf(world, table));
      }
      expect(unseen(world, 'lake damaged', damaged)).toEqual([]);
    }
  }, 60_000);

  it('says so when its database is gone', async () => {
    process.kill(mesh().postgresPid ?? 0, 'SIGQUIT');
    for (const world of worlds()) {
      const until = Date.now() + SEEN_WITHIN_MS;
      // The call that meets the dying database may end otherwise than those after it; each answer has to be a documented one.
      do {
        for (const operation of callsOf(world)) {
          await call(world, operation);
          await call(world, operation, { headers: { 'idempotency-key': `without-database-${operation.id}` } });
        }
      } while (unseen(world, 'database gone', portsOf(world)).length > 0 && Date.now() < until);
      expect(unseen(world, 'database gone', portsOf(world))).toEqual([]);
    }
  }, 60_000);
}

const portsOf = ({ product }: World): readonly Operation[] =>
  product.openApi.operations.filter(({ port }) => port !== undefined);

const callsOf = (world: World): readonly Operation[] => portsOf(world).filter(({ kind }) => kind === 'calls');

const asStranger = ({ entitled }: World, { port = '' }: Operation): Sending => ({ as: entitled.whoMayNot(port) });

const call = ({ door, entitled }: World, operation: Operation, sending: Sending = {}): Promise<unknown> =>
  door.call(operation, { as: entitled.whoMay(operation.port ?? ''), ...acceptable(operation), ...sending });

/** The documented errors of a state that no answer of these operations had, with those that were there instead. */
const unseen = ({ product, ledger }: World, state: State, operations: readonly Operation[]): readonly string[] =>
  errorsOf(product.openApi)
    .filter(({ operation, code }) => operations.includes(operation) && !isOutOfReach(code, operation))
    .filter(({ operation, code }) => STATES[code] === state && !ledger.has(operation.id, code))
    .map(({ operation, code }) => `${operation.id}: ${code}, but ${ledger.codesOf(operation.id).join(', ')}`);

/** Refusals wait until they are recorded: while nothing is, strangers fill a port. Gives the calls that wait as well. */
async function overload(world: World, operation: Operation): Promise<readonly Promise<unknown>[]> {
  const { door, ledger } = world;
  const sending = { ...acceptable(operation), ...asStranger(world, operation) };
  const flooding = { method: operation.method, headers: await headersOf(sending), body: JSON.stringify(sending.body) };
  const strangers = await flood(door.addressOf(operation), flooding, MORE_CALLS_THAN_ARE_HELD);
  const waiting: Promise<unknown>[] = [];
  for (let look = 0; look < LOOKS && !ledger.has(operation.id, 'RUNTIME.OVERLOADED'); look += 1) {
    waiting.push(call(world, operation, sending));
    await wait(LOOK_EVERY_MS);
  }
  strangers.end();
  return waiting;
}
