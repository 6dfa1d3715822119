import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@mesh/database';
import type { DataProduct } from '@mesh/product';
import { PostgresSubjects, SealedEventLog } from '@mesh/events-sealed';
import type { FedRows } from '@mesh/lake';
import type { RunningProcessing, TopicFeedSettings } from '@mesh/runtime';
// This alone of the runtime: no server runs here.
import { ProcessingHere } from '@mesh/runtime/processing';
import { readConfiguration } from '../environment.js';
import { openEventLog } from '../open-event-log.js';
import { Feeding, type TakenPortion } from './feeding.js';
import { giveWay, sessionsGiveWay } from './give-way.js';
import { courtesyBy } from './precedence.js';
import { failureOf, type ThreadFailure } from './thread-failure.js';

/** What the thread is told when it begins. */
export interface ProcessingThreadSettings {
  readonly databaseUrl: string;
  /** The domains of the mesh. */
  readonly domains: readonly string[];
  /** What the main thread tells those that go after it. */
  readonly precedence: SharedArrayBuffer;
}

/** A processing or a feed by its number. */
export type ProcessingOrder =
  | { readonly run: number; readonly contract: string; readonly product: string; readonly name: string }
  | { readonly feed: number; readonly settings: TopicFeedSettings }
  | TakenPortion
  | { readonly close: number }
  | { readonly stop: true };

/** What the thread says of a processing or a feed. */
export type ProcessingReport =
  | { readonly of: number; readonly state: 'running' | 'closed' }
  | { readonly of: number; readonly state: 'failed'; readonly failure: ThreadFailure; readonly text: string }
  | { readonly of: number; readonly state: 'given'; readonly results: number }
  | { readonly of: number; readonly state: 'fed'; readonly nth: number; readonly rows: FedRows }
  | { readonly of: number; readonly state: 'retrying'; readonly failure: ThreadFailure; readonly text: string }
  | { readonly state: 'stopped' };

const MAX_CONNECTIONS = 5;
/** Behind the calls, and behind the control plane. */
const NICE = 15;

giveWay(NICE);
const report = (message: ProcessingReport): void => parentPort?.postMessage(message);
const { databaseUrl, domains, precedence } = workerData as ProcessingThreadSettings;
const configuration = readConfiguration(domains);
const database = openDatabase(databaseUrl, {
  maxConnections: MAX_CONNECTIONS,
  ...sessionsGiveWay(configuration, NICE),
});
const opened = await openEventLog(configuration, database);
// Processing works on the log as it is kept, with tokens in the place of persons.
const { log } = opened;
const courtesy = courtesyBy(precedence);
const here = new ProcessingHere({ database, log, courtesy });
const feeding = new Feeding(() => (revealing ??= openRevealing()), courtesy);
let revealing: Promise<SealedEventLog> | undefined;
const running = new Map<number, RunningProcessing>();

async function openRevealing(): Promise<SealedEventLog> {
  const { subjectKeysFolder: keysFolder } = configuration;
  return new SealedEventLog(
    log,
    await PostgresSubjects.open(database, { keysFolder, durable: !opened.commitsToDatabase }),
  );
}

async function run({ run: of, contract, product, name }: Extract<ProcessingOrder, { run: number }>): Promise<void> {
  const declared = await declaredIn(contract, product);
  const given = (results: number): void => report({ of, state: 'given', results });
  const failed = (cause: unknown): void =>
    report({ of, state: 'retrying', failure: failureOf(cause), text: String(cause) });
  running.set(of, await here.run({ declared, name }, { given, failed }));
  report({ of, state: 'running' });
}

async function feed({ feed: of, settings }: Extract<ProcessingOrder, { feed: number }>): Promise<void> {
  running.set(of, await feeding.feed(settings, (nth, rows) => report({ of, state: 'fed', nth, rows })));
  report({ of, state: 'running' });
}

async function declaredIn(contract: string, id: string): Promise<DataProduct> {
  const exported = (await import(contract)) as Readonly<Record<string, unknown>>;
  const found = Object.values(exported).find((value) => (value as Partial<DataProduct> | undefined)?.id === id);
  if (found === undefined) throw new Error(`the package of the contract does not export ${id}`);
  return found as DataProduct;
}

const tell =
  (of: number) =>
  (error: unknown): void =>
    report({ of, state: 'failed', failure: failureOf(error), text: String(error) });

async function close(of: number): Promise<void> {
  await running.get(of)?.close();
  running.delete(of);
  report({ of, state: 'closed' });
}

async function stop(): Promise<void> {
  await Promise.allSettled([...running.values()].map((one) => one.close()));
  await here.close();
  // Closes the log underneath, too.
  await ((await revealing?.catch(() => undefined)) ?? log).close();
  await database.close();
  report({ state: 'stopped' });
}

parentPort?.on('message', (order: ProcessingOrder) => {
  if ('run' in order) run(order).catch(tell(order.run));
  else if ('feed' in order) feed(order).catch(tell(order.feed));
  else if ('taken' in order) feeding.settle(order);
  else if ('close' in order) close(order.close).catch(tell(order.close));
  else void stop();
});
