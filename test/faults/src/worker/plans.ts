import type { LogAddress } from '../logs/log-address.js';
import type { Target } from '../network/relay.js';

/** Writes messages without end, each batch acknowledged before the next. */
export interface ProducerPlan {
  readonly role: 'produce';
  readonly log: LogAddress;
  readonly topic: string;
  readonly writer: string;
  /** Path of its journal, which a second process of this writer goes on with. */
  readonly journal: string;
  readonly keys: number;
  readonly batch: number;
  /** Characters of a message's body. */
  readonly size: number;
  readonly once: boolean;
  /** Between two batches. */
  readonly pauseMs: number;
  /** Ends by itself after so many messages. */
  readonly most?: number;
}

/** Reads messages and has one effect for each, in one transaction with its inbox. */
export interface ConsumerPlan {
  readonly role: 'consume';
  readonly log: LogAddress;
  /** URL of the PostgreSQL of the effects. */
  readonly effects: string;
  readonly topic: string;
  readonly group: string;
  readonly member: string;
  readonly maxBatch: number;
  readonly leaseMs: number;
  /** How long it takes for a batch, until it is told to hurry. */
  readonly slowMs: number;
}

/** Listens on loopback and passes on to the same ports of another host. */
export interface RelayPlan {
  readonly role: 'relay';
  readonly routes: readonly Target[];
}

/** What one process of a story does. */
export type WorkerPlan = ProducerPlan | ConsumerPlan | RelayPlan;

/** What a process is told while it works. */
export type Order = 'finish' | 'hurry';

/** The table of effects, one row each in the order in which they happened, and the table of the inbox. */
export const EFFECTS = 'faults.effects';
export const INBOX = 'faults.inbox';
