/**
 * Lands rows, folds files and forgets a row in a store, as a process that may be killed at any moment. Reads the lake's
 * settings and the work as one JSON text from its standard input, so that no signature stands in its arguments; prints
 * `ready` when the dataset is open and `done` at the end.
 */
import { text } from 'node:stream/consumers';
import { AdlsLake } from '../src/adls-lake.ts';

const { lake: settings, dataset: described, landings, unwanted } = JSON.parse(await text(process.stdin));
const lake = await AdlsLake.open(settings);
const dataset = await lake.open(described);
console.log('ready');
for (const landing of landings) await dataset.land(landing);
await dataset.compact();
await dataset.rewriteWithout(unwanted);
console.log('done');
await lake.close();
