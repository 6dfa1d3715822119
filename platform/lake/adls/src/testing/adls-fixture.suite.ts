import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdlsDouble } from '@mesh/lake-adls-double';
import { AdlsLake, type AdlsLakeSettings } from '../adls-lake.js';

/** A double with as many lakes on it as a test wants; all of them go with it. */
export class AdlsFixture {
  private readonly lakes: AdlsLake[] = [];

  private constructor(
    readonly double: AdlsDouble,
    readonly scratch: string,
  ) {}

  static async start(): Promise<AdlsFixture> {
    return new AdlsFixture(await AdlsDouble.start(), await mkdtemp(join(tmpdir(), 'lake-adls-')));
  }

  /** Opens a lake that does not wait long for anything. */
  async open(settings: Partial<AdlsLakeSettings> = {}): Promise<AdlsLake> {
    const { double, scratch } = this;
    const retry = { pauseMs: 1, longestPauseMs: 5, ...settings.retry };
    const defaults = { url: double.url, credential: { sas: double.sas() }, scratch, waitForWriterMs: 0 };
    const lake = await AdlsLake.open({ ...defaults, ...settings, retry });
    this.lakes.push(lake);
    return lake;
  }

  async close(): Promise<void> {
    this.double.faults.clear();
    for (const lake of this.lakes) await lake.close();
    await this.double.stop();
    await rm(this.scratch, { recursive: true });
  }
}
