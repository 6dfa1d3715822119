import { BootErrors } from './boot.errors.js';

/** Says that a port is taken in words that help. */
export function explainListenFailure(error: unknown): never {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') throw BootErrors.PORT_TAKEN({ port: port ?? 0 }, { cause: error });
  throw error;
}
