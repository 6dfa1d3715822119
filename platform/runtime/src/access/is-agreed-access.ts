import { isPurpose, type AgreedAccess } from '@mesh/access';
import { isInstant } from '@mesh/product';

const STATUSES: readonly unknown[] = [
  'requested',
  'granted',
  'refused',
  'withdrawn',
  'expired',
] satisfies AgreedAccess['status'][];

/** Whether an event's data is an agreement: what opens a port is taken only as a whole. */
export function isAgreedAccess(data: unknown): data is AgreedAccess {
  if (typeof data !== 'object' || data === null) return false;
  const { id, version, status, product, port, consumer, purpose, from, until, reveals } = data as Partial<
    Record<keyof AgreedAccess, unknown>
  >;
  const areTexts = [id, product, port, consumer].every((text) => typeof text === 'string' && text !== '');
  const areTimes = [from, until].every((time) => typeof time === 'string' && isInstant(time));
  return (
    areTexts &&
    areTimes &&
    Number.isSafeInteger(version) &&
    STATUSES.includes(status) &&
    typeof purpose === 'string' &&
    isPurpose(purpose) &&
    Array.isArray(reveals) &&
    reveals.every((what) => what === 'phi')
  );
}
