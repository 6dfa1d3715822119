import { pooledRandom } from './random-pool.js';

/** What a token begins with: a name of a person that says nothing of the person. */
export const TOKEN_PREFIX = 'urn:mesh:subject:';

/** Matches a whole token as it stands in a text. */
export const TOKEN_PATTERN = 'urn:mesh:subject:[a-z2-7]{26}';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** A token that stood nowhere before: 130 random bits, in the base32 alphabet of RFC 4648. */
export function newToken(): string {
  let token = TOKEN_PREFIX;
  for (const byte of pooledRandom(26)) token += BASE32.charAt(byte & 31);
  return token;
}
