import { acceptable } from '../calling/acceptable.js';
import { headersOf, type Answer, type Door, type Sending } from '../calling/door.js';
import { flood } from '../calling/flood.js';
import type { Entitled } from '../calling/callers.js';
import type { Operation } from '../known/open-api.js';
import { crowdStream } from './crowd-stream.js';
import { INTAKE_PROVOCATIONS } from './intake-provocations.js';

/** Where an error is to be provoked. */
export interface Spot {
  readonly operation: Operation;
  readonly door: Door;
  readonly entitled: Entitled;
}

type Provocation = (spot: Spot) => Promise<unknown>;
type Call = (spot: Spot) => Promise<Answer>;

const MORE_LEVELS_THAN_ANY_SHAPE = 1_000;
const MORE_BYTES_THAN_ANY_PORT_TAKES = 1_048_576;
const MORE_READERS_THAN_MAY_WAIT = 1_000;
const CALLS_WITH_ONE_KEY = 8;
/** The first call may be answered before the second arrives. */
const MOST_ROUNDS = 5;
const AS_JSON = { 'content-type': 'application/json' };

/** Calls the operation as it is acceptable but for what is given. */
const but =
  (sending: (spot: Spot) => Sending): Call =>
  (spot) => {
    const [shown, given] = [acceptable(spot.operation), sending(spot)];
    const headers = { ...shown.headers, ...given.headers };
    return spot.door.call(spot.operation, { ...entitledTo(spot), ...shown, ...given, headers });
  };

const entitledTo = ({ operation: { port }, entitled }: Spot): Pick<Sending, 'as'> =>
  port === undefined ? {} : { as: entitled.whoMay(port) };

/** A column that is shown to everybody to whom the port is open. */
const columnOf = ({ operation, door }: Spot): string => {
  const table = door.product.contract.tables.find(({ name }) => name === operation.port);
  return table?.columns.find(({ isPersonal }) => !isPersonal)?.name ?? '';
};

/** How each error that any port may have is provoked from outside, whatever the product. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = {
  'ACCESS.TOKEN_MISSING': (spot) => spot.door.call(spot.operation, acceptable(spot.operation)),
  'ACCESS.TOKEN_INVALID': but(() => ({ headers: { authorization: 'Bearer no.good.token' } })),
  'ACCESS.DENIED': but(({ entitled, operation: { port = '' } }) => ({ as: entitled.whoMayNot(port) })),
  'ACCESS.PURPOSE_UNKNOWN': but(() => ({ headers: { 'mesh-purpose': 'CURIOSITY' } })),
  'RUNTIME.BODY_NOT_JSON': but(() => ({ body: '{', headers: AS_JSON })),
  'RUNTIME.BODY_TOO_DEEP': but(() => ({
    headers: AS_JSON,
    body: `${'['.repeat(MORE_LEVELS_THAN_ANY_SHAPE)}${']'.repeat(MORE_LEVELS_THAN_ANY_SHAPE)}`,
  })),
  'RUNTIME.BODY_REPEATS_A_FIELD': but(() => ({ body: '{"one":1,"one":2}', headers: AS_JSON })),
  'RUNTIME.BODY_INVALID': but(() => ({ body: {} })),
  'RUNTIME.BODY_TOO_LARGE': but(() => ({
    body: JSON.stringify('x'.repeat(MORE_BYTES_THAN_ANY_PORT_TAKES)),
    headers: AS_JSON,
  })),
  'RUNTIME.MEDIA_TYPE_UNSUPPORTED': but(() => ({ headers: { 'content-type': 'application/xml' } })),
  'RUNTIME.IDEMPOTENCY_KEY_INVALID': but(() => ({ headers: { 'idempotency-key': 'two words' } })),
  'RUNTIME.IDEMPOTENCY_KEY_REUSED': async (spot) => {
    const headers = { 'idempotency-key': `reused-${spot.operation.id}` };
    for (const body of spot.operation.body?.examples ?? []) await but(() => ({ body, headers }))(spot);
  },
  'RUNTIME.IDEMPOTENCY_KEY_BUSY': async (spot) => {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const headers = { 'idempotency-key': `busy-${spot.operation.id}-${round}` };
      const calls = Array.from({ length: CALLS_WITH_ONE_KEY }, () => but(() => ({ headers }))(spot));
      if ((await Promise.all(calls)).some(({ status }) => status === 409)) return;
    }
  },
  'RUNTIME.QUERY_INVALID': but(() => ({ query: { 'no such parameter': '1' } })),
  'RUNTIME.REQUEST_MALFORMED': but(({ operation: { path } }) => ({ path: path.replace(/\{\w+\}/, '%ZZ') })),
  'RUNTIME.ROUTE_UNKNOWN': but(({ operation: { path } }) => ({ path: path.replace(/\{\w+\}/, 'nothing') })),
  'RUNTIME.TOO_MANY_STREAMS': (spot) => crowdStream(spot),
  ...INTAKE_PROVOCATIONS,
  'LAKE.SELECTION_INVALID': but((spot) => ({ query: { columns: `${columnOf(spot)},${columnOf(spot)}` } })),
  'LAKE.CURSOR_INVALID': but(() => ({ query: { cursor: 'none' } })),
  'LAKE.BUSY': async (spot) => {
    const headers = await headersOf(entitledTo(spot));
    // A file, since a page of nothing is answered without asking the engine.
    const url = spot.door.addressOf(spot.operation, { query: { format: 'csv' } });
    const readers = await flood(url, { method: 'get', headers }, MORE_READERS_THAN_MAY_WAIT);
    for (const answer of await readers.answers()) spot.door.note(spot.operation, answer);
    readers.end();
  },
};
