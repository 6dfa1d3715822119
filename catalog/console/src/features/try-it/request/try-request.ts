/** The header by which a call names its purpose of use. */
export const PURPOSE_HEADER = 'mesh-purpose';

/** A call as it is sent and as it is shown; the token is never part of it. */
export interface TryRequest {
  readonly method: string;
  readonly url: string;
  readonly purpose?: string;
  /** JSON. */
  readonly body?: unknown;
}

/** The headers of a call, besides the token. */
export const headersOf = ({ purpose, body }: TryRequest): Readonly<Record<string, string>> => ({
  ...(purpose === undefined ? {} : { [PURPOSE_HEADER]: purpose }),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
});
