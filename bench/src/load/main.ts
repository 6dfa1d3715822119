import { LoadGenerator } from './generator.js';
import type { LoadPlan } from './load-plan.js';

/** The generator's process: takes one plan from its parent, runs it, sends the figures back; `stop` ends it early. */
process.once('message', (plan: LoadPlan) => {
  const until = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, plan.durationMs);
    process.once('message', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  void new LoadGenerator(plan).run(until).then((figures) => process.send?.(figures, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(1));
