import { Relay } from '../network/relay.js';
import { consume } from './consume.js';
import { readPlan } from './orders.js';
import { produce } from './produce.js';

/** One process of a story: reads its plan from its input, says `ready` once it works, and at the end what it found. */
const { plan, orders } = await readPlan();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ready = (): void => say('ready');

let found: object = {};
if (plan.role === 'produce') await produce(plan, orders, ready);
else if (plan.role === 'consume') found = await consume(plan, orders, ready);
else {
  for (const target of plan.routes) await Relay.listen({ host: '127.0.0.1', port: target.port }, target);
  ready();
  await orders.until('finish');
}
say(`done ${JSON.stringify(found)}`);
process.exit(0);
