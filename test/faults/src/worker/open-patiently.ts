import { openLog, type LogAddress, type OpenedLog } from '../logs/log-address.js';

const OPEN_WITHIN_MS = 60_000;
const TRY_AGAIN_MS = 200;

/** Opens a log that may be away just now, as who keeps a service running starts it again. */
export async function openPatiently(address: LogAddress): Promise<OpenedLog> {
  const deadline = Date.now() + OPEN_WITHIN_MS;
  for (;;) {
    try {
      return await openLog(address);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}
