import type { Type } from '@nestjs/common';
import { BootErrors } from './boot.errors.js';
import type { Configuration } from './configuration.js';
import { findDatabaseServer } from './database-server.js';
import { readConfiguration } from './environment.js';
import type { RunningService } from './running-service.js';
import { declarePlatformTopics } from './service-parts.js';
import { openSharedParts, type SharedParts } from './shared-parts.js';
import { startControlPlane, type ControlPlaneFactory } from './start-control-plane.js';
import { startDomain } from './start-domain.js';
import { Stops } from './stops.js';
import { Precedence } from './threads/precedence.js';
import { startControlPlaneThread } from './threads/start-control-plane-thread.js';
import { ProcessingThread } from './threads/start-processing-thread.js';

/** The services that a mesh is made of; given by the caller, so that boot depends on none of them. */
export interface MeshServices {
  /** Address of the module that exports `controlPlane`, a `ControlPlaneFactory`: it is loaded in the thread where it runs. */
  readonly controlPlane: string;
  readonly domains: Readonly<Record<string, () => Promise<Type>>>;
}

export interface RunningMesh {
  /** Base URL by service. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Finishes what was accepted, then stops everything in the other order; what cannot be finished in time is left. */
  stop(): Promise<void>;
}

/** What is started, in order; what stands here is stopped in the other order. */
interface Starting {
  readonly shared: SharedParts;
  readonly databaseUrl: string;
  readonly processing: ProcessingThread;
  /** What the main thread tells those that go after it. */
  readonly precedence: SharedArrayBuffer;
  started(service: RunningService): void;
}

const READY_WITHIN_MS = 120_000;

type Say = (line: string) => void;

/** Starts every service in this process and says `mesh ready` once every product scores. */
export function startMesh(services: MeshServices, say: Say): Promise<RunningMesh> {
  const domains = Object.keys(services.domains);
  return run({ say, domains }, async ({ shared, databaseUrl, processing, precedence, started }) => {
    const { controlPlane: module } = services;
    started(await startControlPlaneThread({ databaseUrl, module, domains, precedence }));
    for (const [name, load] of Object.entries(services.domains))
      started(await startDomain({ ...shared, processing }, name, await load()));
  });
}

/** Starts one service alone. */
export async function serveOne(services: MeshServices, name: string, say: Say): Promise<RunningMesh> {
  const load = services.domains[name];
  if (name !== 'control-plane' && load === undefined) throw BootErrors.SERVICE_UNKNOWN();
  return run({ say, domains: Object.keys(services.domains) }, async ({ shared, processing, started }) => {
    if (load !== undefined) return started(await startDomain({ ...shared, processing }, name, await load()));
    const { controlPlane } = (await import(services.controlPlane)) as { controlPlane: ControlPlaneFactory };
    started(await startControlPlane(shared, controlPlane));
  });
}

interface Running {
  readonly say: Say;
  readonly domains: readonly string[];
}

async function run({ say, domains }: Running, start: (starting: Starting) => Promise<void>): Promise<RunningMesh> {
  const configuration: Configuration = readConfiguration(domains);
  const server = await findDatabaseServer(configuration, say);
  const stops = new Stops(say);
  stops.begun('PostgreSQL', () => server.stop());
  const running: RunningService[] = [];
  try {
    const shared = await openSharedParts(configuration, server.url);
    stops.begun('the event log', () => shared.close());
    const precedence = new Precedence();
    stops.begun('the measuring of the main thread', () => Promise.resolve(precedence.close()));
    const processing = new ProcessingThread({ databaseUrl: server.url, domains, precedence: precedence.told });
    stops.begun('the processing of streams', () => processing.stop());
    await declarePlatformTopics(shared.log);
    const started = (service: RunningService): void => {
      stops.begun(service.name, () => service.stop());
      running.push(service);
      say(`${service.name} on ${service.address}`);
    };
    await start({ shared, databaseUrl: server.url, processing, precedence: precedence.told, started });
    await allReady(running, say);
  } catch (error) {
    await stops.stop().catch(() => undefined);
    throw error;
  }
  const addresses = Object.fromEntries(running.map(({ name, address }) => [name, address]));
  say(`mesh ready: ${running.map(({ name, address }) => `${name} ${address}`).join(', ')}`);
  return { addresses, stop: () => stops.stop() };
}

async function allReady(running: readonly RunningService[], say: Say): Promise<void> {
  for (const { readiness } of running) {
    const waitingFor = readiness.waitingFor();
    if (waitingFor.length > 0) say(`waiting for ${waitingFor.join(', ')}`);
    await readiness.whenReady(READY_WITHIN_MS).catch((cause: unknown) => {
      throw BootErrors.NOT_READY({}, { cause });
    });
  }
}
