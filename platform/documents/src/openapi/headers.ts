import type { Components, Ref } from './components.js';

/** A header of an answer by its name. */
export type Headers = Readonly<Record<string, Ref>>;

const text = (description: string, example?: string): object => ({
  description,
  schema: { type: 'string' },
  ...(example !== undefined && { example }),
});

const HEADERS = {
  traceparent: {
    ...text(
      'The trace that the call belongs to: W3C Trace Context. `instance` of a problem names the same trace.',
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    ),
    required: true,
  },
  'Cache-Control': text('How long a cache may keep the answer; those of ports not at all.'),
  'Retry-After': {
    description: 'Seconds after which the call is worth another try.',
    schema: { type: 'integer', minimum: 0 },
    example: 1,
  },
  'WWW-Authenticate': text('How to authenticate: with a bearer token (RFC 6750).', 'Bearer'),
  'Content-Disposition': text('Names the file, for the formats that are one.', 'attachment; filename="rows.csv"'),
  ETag: text('A strong validator of the bytes: their SHA-256.', `"${'0123456789abcdef'.repeat(4)}"`),
  Deprecation: text('When the end of the port was announced: RFC 9745, seconds of the Unix time.', '@1767225600'),
  Sunset: text('From when on the port may be gone: RFC 8594.', 'Thu, 31 Dec 2026 00:00:00 GMT'),
  Link: text('What replaces the port (`successor-version`), and what says so (`deprecation`).'),
} as const;

export type HeaderName = keyof typeof HEADERS;

/** Keeps headers among the components and refers to them. */
export const headersOf = (components: Components, names: readonly HeaderName[]): Headers =>
  Object.fromEntries(names.map((name) => [name, components.keep('headers', name.replaceAll('-', ''), HEADERS[name])]));

/** The headers by which a port tells its end. */
export const END_HEADERS: readonly HeaderName[] = ['Deprecation', 'Sunset', 'Link'];
