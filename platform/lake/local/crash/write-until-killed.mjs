/**
 * Lands rows and folds files until it kills itself, as `kill -9` would, before the n-th file operation of a kind.
 * Arguments: root, operation, n, and the work as JSON. Prints `ready` when the lake is open and `done` when it survives.
 */
import { LocalLake } from '../src/local-lake.ts';
import { diskFiles } from '../src/durable-files.ts';

const [root, operation, nth, work] = process.argv.slice(2);
const { settings, landings } = JSON.parse(work);
let armed = false;
let seen = 0;
const files = Object.fromEntries(
  Object.entries(diskFiles).map(([name, run]) => [
    name,
    (...given) => {
      if (armed && name === operation && ++seen === Number(nth)) process.kill(process.pid, 'SIGKILL');
      return run(...given);
    },
  ]),
);

const lake = await LocalLake.open({ root, files });
const dataset = await lake.open(settings);
armed = true;
console.log('ready');
if (operation === 'wait') setInterval(() => undefined, 1_000);
for (const landing of landings) await dataset.land(landing);
await dataset.compact();
if (operation !== 'wait') {
  console.log('done');
  await lake.close();
}
