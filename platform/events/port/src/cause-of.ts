import { MeshError } from '@mesh/product';

const WORD = /^[A-Za-z][\w.-]{0,99}$/;
const MOST_PLACES = 8;

/**
 * Says of a failure its code and class and, where a document was at fault, the places and the rules they broke; never its
 * message, which may quote the event. It is what dead letters tell of their cause.
 */
export function causeOf(error: unknown): string {
  try {
    return readable(error);
  } catch {
    // Some objects throw when they are looked at; a partition must not stand still for one.
    return 'unknown';
  }
}

function readable(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code } = error as { name?: unknown; code?: unknown };
  const word = (value: unknown) => (typeof value === 'string' && WORD.test(value) ? value : undefined);
  const places = error instanceof MeshError ? (error.meta.errors ?? []) : [];
  return [
    word(code),
    word(name) ?? 'Error',
    ...places.slice(0, MOST_PLACES).map(({ pointer, rule }) => `${pointer || '/'}:${rule}`),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}
