import { MeshError } from '@mesh/product';
import { Journal, unfinished } from '../history/journal.js';
import { messageOf } from '../history/message.js';
import { openPatiently } from './open-patiently.js';
import type { Orders } from './orders.js';
import type { ProducerPlan } from './plans.js';

const TRY_AGAIN_MS = 100;

/** Writes until it is told to finish; the batch in hand is finished first. */
export async function produce(plan: ProducerPlan, orders: Orders, ready: () => void): Promise<void> {
  const { topic, writer, batch, most = Number.POSITIVE_INFINITY, pauseMs } = plan;
  const { log, close } = await openPatiently(plan.log);
  const left = unfinished(plan.journal);
  const journal = new Journal(plan.journal);
  ready();
  let { from } = left;
  let end = left.end;
  while ((end !== undefined || !orders.has('finish')) && from < most) {
    end ??= from + batch;
    journal.note('asked', from, end);
    const events = Array.from({ length: end - from }, (_, nth) => messageOf({ writer, seq: from + nth }, plan));
    await append(
      () => log.append(topic, events),
      () => journal.note('refused', from, end ?? from),
    );
    journal.note('acknowledged', from, end);
    from = end;
    end = undefined;
    await orders.pause(pauseMs, 'finish');
  }
  await close();
  journal.close();
}

/** Appends again what was refused for now or had no answer, as the log says one should. */
async function append(work: () => Promise<unknown>, refused: () => void): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof MeshError) || !error.retryable) throw error;
      refused();
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}
