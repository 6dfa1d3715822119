/**
 * Loads oidc-provider without the advice for its authors' audience that it prints while it loads (a notice on each Node.js
 * older than the one it prefers); anything else that is printed meanwhile goes through.
 */
export async function loadProvider(): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (...parts: unknown[]) => {
    if (!String(parts[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn.apply(console, parts);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
