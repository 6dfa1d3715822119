import { isUtf8 } from 'node:buffer';
import { visit } from 'jsonc-parser';
import { RuntimeErrors } from '../runtime.errors.js';

const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** May be half of a surrogate pair: only then it is worth to look at every text. */
const ESCAPED_HALF = /\\u[dD][89a-fA-F]/;
const HALF = /\p{Surrogate}/u;
/** A bracket and a brace differ in this bit alone. */
const BRACE = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Reads one JSON document (RFC 8259) that has no field twice, no half of a surrogate pair, and is at most 32 levels deep.
 * JSON.parse keeps the last of two equal names; a heart rate that stands twice is a sender's fault, not a choice of ours.
 * It also takes an escaped half of a pair, which is no text in UTF-8 (RFC 7493 section 2.1): no log or lake keeps it.
 */
export function parseJsonBody(body: Buffer): unknown {
  if (!isUtf8(body)) throw RuntimeErrors.BODY_NOT_JSON();
  const members = scan(body);
  const text = body.toString('utf8');
  const value = parse(text);
  if (ESCAPED_HALF.test(text) && hasHalf(value)) throw RuntimeErrors.BODY_NOT_JSON();
  if (countMembers(value) !== members) throw RuntimeErrors.BODY_REPEATS_A_FIELD({ errors: repeatedFields(text) });
  return value;
}

/** Counts the members of all objects, by the colons outside strings, and refuses what is nested too deeply. */
function scan(bytes: Buffer): number {
  let members = 0;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (inString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COLON) members += 1;
    else if ((byte | BRACE) === OPEN) {
      depth += 1;
      if (depth > MAX_DEPTH) throw RuntimeErrors.BODY_TOO_DEEP();
    } else if ((byte | BRACE) === CLOSE) depth -= 1;
  }
  return members;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the document, so it is not kept as a cause.
    throw RuntimeErrors.BODY_NOT_JSON();
  }
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) if (typeof inner === 'object') count += countMembers(inner);
  return count;
}

function hasHalf(value: unknown): boolean {
  if (typeof value === 'string') return HALF.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => HALF.test(name) || hasHalf(inner));
}

function repeatedFields(text: string) {
  const seen: Set<string>[] = [];
  const repeated: { pointer: string; rule: string; message: string }[] = [];
  visit(text, {
    onObjectBegin: () => void seen.push(new Set()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      const names = seen.at(-1);
      if (names?.has(name))
        repeated.push({ pointer: pointerTo([...path(), name]), rule: 'unique', message: 'stands more than once' });
      names?.add(name);
    },
  });
  return repeated.slice(0, 20);
}

/** Names are the sender's text: a place is told only when every name on the way to it looks like one. */
const pointerTo = (path: readonly (string | number)[]): string =>
  path.every((part) => /^\w{1,64}$/.test(String(part))) ? `/${path.join('/')}` : '';
