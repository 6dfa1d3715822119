import type { Components, Ref } from './components.js';

/** A header of an answer by its name. */
export type Headers = Readonly<Record<string, Ref>>;

/** A header that stands in every answer that lists it, of this form. */
const always = (description: string, pattern: string, example: string): object => ({
  description,
  required: true,
  schema: { type: 'string', pattern },
  example,
});

const HEADERS = {
  traceparent: always(
    'The trace that the call belongs to: W3C Trace Context. `instance` of a problem names the same trace.',
    '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ),
  'Cache-Control': always(
    'How long a cache may keep the answer; those of ports not at all.',
    '^(no-store|public, max-age=[0-9]+)$',
    'no-store',
  ),
  'Retry-After': {
    description: 'Seconds after which the call is worth another try.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
    example: 1,
  },
  'WWW-Authenticate': always('How to authenticate: with a bearer token (RFC 6750).', '^Bearer', 'Bearer'),
  'Content-Disposition': {
    description: 'Names the file, for the formats that are one.',
    schema: { type: 'string', pattern: '^attachment; filename="[^"]+"$' },
    example: 'attachment; filename="rows.csv"',
  },
  ETag: always(
    'A strong validator of the bytes: their SHA-256.',
    '^"[0-9a-f]{64}"$',
    `"${'0123456789abcdef'.repeat(4)}"`,
  ),
  'Upload-Offset': {
    description: 'Bytes of the file that are done with: the next part begins there.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
    example: 4_096,
  },
  'Upload-Complete': always('Whether the last part has come.', '^[?][01]$', '?1'),
  Deprecation: always(
    'When the end of the port was announced: RFC 9745, seconds of the Unix time.',
    '^@[0-9]+$',
    '@1767225600',
  ),
  Sunset: always(
    'From when on the port may be gone: RFC 8594.',
    '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$',
    'Thu, 31 Dec 2026 00:00:00 GMT',
  ),
  Link: always(
    'What replaces the port (`successor-version`), and what says so (`deprecation`).',
    '^<[^>]+>; rel=',
    '</heart/v2>; rel="successor-version"',
  ),
} as const;

export type HeaderName = keyof typeof HEADERS;

/** Keeps headers among the components and refers to them. */
export const headersOf = (components: Components, names: readonly HeaderName[]): Headers =>
  Object.fromEntries(names.map((name) => [name, components.keep('headers', name.replaceAll('-', ''), HEADERS[name])]));

/** The headers by which a port tells its end. */
export const END_HEADERS: readonly HeaderName[] = ['Deprecation', 'Sunset', 'Link'];
