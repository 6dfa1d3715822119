/** What the control plane tells the console about signing in. */
export interface ConsoleSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope?: string;
  readonly resource?: string;
}

const WITHIN_MS = 5_000;

/** Asks the control plane; undefined when it does not say, and then the catalog is read signed out. */
export async function consoleSettings(): Promise<ConsoleSettings | undefined> {
  try {
    const answer = await fetch('/console/settings.json', { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!answer.ok) return undefined;
    const settings = (await answer.json()) as ConsoleSettings;
    moveToOwnAddress(settings.issuer);
    return settings;
  } catch {
    return undefined;
  }
}

/**
 * The embedded issuer knows the console by one address. Who typed `localhost` for it is taken there, since nobody could
 * be sent back after signing in.
 */
function moveToOwnAddress(issuer: string): void {
  const known = new URL(issuer);
  const isLoopback = known.hostname === '127.0.0.1' || known.hostname === '[::1]';
  if (location.hostname !== 'localhost' || !isLoopback || location.port !== known.port) return;
  location.replace(known.origin + location.pathname + location.search + location.hash);
}
