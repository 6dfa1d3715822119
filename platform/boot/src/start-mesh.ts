import type { Type } from '@nestjs/common';
import { BootErrors } from './boot.errors.js';
import type { Configuration } from './configuration.js';
import { readConfiguration } from './environment.js';
import type { RunningService } from './running-service.js';
import { declarePlatformTopics } from './service-parts.js';
import { openSharedParts, type SharedParts } from './shared-parts.js';
import { startControlPlane, type ControlPlaneFactory } from './start-control-plane.js';
import { startDomain } from './start-domain.js';

/** The services that a mesh is made of; given by the caller, so that boot depends on none of them. */
export interface MeshServices {
  readonly controlPlane: ControlPlaneFactory;
  readonly domains: Readonly<Record<string, () => Promise<Type>>>;
}

export interface RunningMesh {
  /** Base URL by service. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Finishes what was accepted, then stops everything in the other order. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;

type Say = (line: string) => void;

/** Starts every service in this process and says `mesh ready` once every product scores. */
export async function startMesh(services: MeshServices, say: Say): Promise<RunningMesh> {
  return run(readConfiguration(), say, async (shared, running) => {
    running.push(await startControlPlane(shared, services.controlPlane));
    say(`control plane on ${running[0]?.address}`);
    for (const [name, load] of Object.entries(services.domains)) {
      running.push(await startDomain(shared, name, await load()));
      say(`${name} on ${running.at(-1)?.address}`);
    }
  });
}

/** Starts one service alone. */
export async function serveOne(services: MeshServices, name: string, say: Say): Promise<RunningMesh> {
  const load = services.domains[name];
  if (name !== 'control-plane' && load === undefined) throw BootErrors.SERVICE_UNKNOWN();
  return run(readConfiguration(), say, async (shared, running) => {
    running.push(
      load === undefined
        ? await startControlPlane(shared, services.controlPlane)
        : await startDomain(shared, name, await load()),
    );
  });
}

async function run(
  configuration: Configuration,
  say: Say,
  start: (shared: SharedParts, running: RunningService[]) => Promise<void>,
): Promise<RunningMesh> {
  const shared = await openSharedParts(configuration, say);
  const running: RunningService[] = [];
  const stop = async (): Promise<void> => {
    for (const service of running.splice(0).reverse()) await service.stop();
    await shared.close();
  };
  try {
    await declarePlatformTopics(shared.log);
    await start(shared, running);
    for (const { readiness } of running) {
      const waitingFor = readiness.waitingFor();
      if (waitingFor.length > 0) say(`waiting for ${waitingFor.join(', ')}`);
      await readiness.whenReady(READY_WITHIN_MS).catch((cause: unknown) => {
        throw BootErrors.NOT_READY({}, { cause });
      });
    }
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  const addresses = Object.fromEntries(running.map(({ name, address }) => [name, address]));
  say(
    `mesh ready: ${Object.entries(addresses)
      .map(([name, address]) => `${name} ${address}`)
      .join(', ')}`,
  );
  return { addresses, stop };
}
