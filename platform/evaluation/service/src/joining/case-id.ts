import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Any id as a UUID: itself where it is one, else the first 128 bits of its SHA-256. */
export const idOf = (text: string): string => (UUID.test(text) ? text : hashOf(text));

/** A person by the first 128 bits of the SHA-256 of the token that stands for them in the log. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
