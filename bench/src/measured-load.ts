import type { LoadFigures, LoadPlan } from './load/load-plan.js';
import { startLoad } from './load/start-load.js';
import { processorTimeOf } from './machine/processor-time.js';

/** The processes whose time a call costs. */
export interface Server {
  readonly pid: number;
  readonly postgresPid?: number | undefined;
}

/** A load with what it cost the server. */
export interface MeasuredLoad extends LoadFigures {
  /** Processor time of the server's process a call, µs. */
  readonly processMicrosPerCall: number;
  /** Processor time of its PostgreSQL a call, µs. */
  readonly postgresMicrosPerCall?: number;
}

/** Runs a load against a server and reads the server's processor time before and after. */
export async function measure(server: Server, plan: LoadPlan): Promise<MeasuredLoad> {
  const before = processorTimeOf(server.pid, server.postgresPid);
  const figures = await startLoad(plan).figures;
  const after = processorTimeOf(server.pid, server.postgresPid);
  const perCall = (micros: number): number => Math.round((10 * micros) / Math.max(1, figures.answered)) / 10;
  return {
    ...figures,
    processMicrosPerCall: perCall(after.processMicros - before.processMicros),
    ...(server.postgresPid === undefined
      ? {}
      : { postgresMicrosPerCall: perCall(after.postgresMicros - before.postgresMicros) }),
  };
}
