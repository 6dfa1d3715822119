import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Order, WorkerPlan } from './plans.js';

/** The orders that a process has been given so far. */
export class Orders {
  private readonly given = new Set<Order>();
  private readonly heard = new EventEmitter();

  has(order: Order): boolean {
    return this.given.has(order);
  }

  give(order: Order): void {
    this.given.add(order);
    this.heard.emit(order);
  }

  async until(order: Order): Promise<void> {
    if (!this.has(order)) await once(this.heard, order);
  }

  /** Waits, but not beyond an order. */
  async pause(ms: number, order: Order): Promise<void> {
    if (this.has(order) || ms === 0) return;
    const waking = new AbortController();
    const { signal } = waking;
    const late = setTimeout(() => waking.abort(), ms);
    await once(this.heard, order, { signal }).catch(() => undefined);
    clearTimeout(late);
  }
}

/** The plan is the first line of the input, each further line an order; the end of the input is that of the process. */
export function readPlan(): Promise<{ readonly plan: WorkerPlan; readonly orders: Orders }> {
  const orders = new Orders();
  return new Promise((resolve) => {
    let plan: WorkerPlan | undefined;
    createInterface({ input: process.stdin })
      .on('line', (line) => {
        if (plan !== undefined) return orders.give(line as Order);
        plan = JSON.parse(line) as WorkerPlan;
        resolve({ plan, orders });
      })
      .on('close', () => process.exit(1));
  });
}
