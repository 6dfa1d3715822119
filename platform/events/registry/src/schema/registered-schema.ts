import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from './json.js';
import { wireSchema } from './wire-schema.js';

/** A schema in the forms in which it is kept and found. */
export interface RegisteredSchema {
  /** As it is handed out. */
  readonly text: string;
  /** The same for equal schemas, in whatever order their members are written. */
  readonly digest: string;
  /** The same for schemas that take the same rules, whatever they are called and however they are described. */
  readonly meaning: string;
}

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
/** Lists of which the order says nothing. */
const SETS = new Set(['enum', 'required', 'type']);
const WORDS = new Set(['title', 'description', 'default']);

/** The forms of a schema. */
export function registeredSchema(schema: unknown): RegisteredSchema {
  const wire = wireSchema(schema);
  return {
    text: JSON.stringify(isObject(wire) ? { $schema: DRAFT_07, ...wire } : wire),
    digest: digestOf(canonical(wire)),
    meaning: digestOf(canonical(withoutWords(wire))),
  };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function canonical(value: unknown, keyword?: string): string {
  if (Array.isArray(value)) {
    const members = value.map((member) => canonical(member));
    return `[${(keyword !== undefined && SETS.has(keyword) ? members.sort() : members).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name], name)}`);
  return `{${members.join()}}`;
}

/** Only keywords go: a field may be called `title`. */
function withoutWords(schema: unknown): unknown {
  if (!isObject(schema)) return Array.isArray(schema) ? schema.map(withoutWords) : schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !WORDS.has(keyword))
      .map(([keyword, value]) => [
        keyword,
        KEPT.has(keyword) ? value : NAMED.has(keyword) ? named(value) : withoutWords(value),
      ]),
  );
}

const KEPT = new Set(['const', 'enum', 'required']);
const NAMED = new Set(['definitions', 'dependencies', 'patternProperties', 'properties']);
const named = (members: unknown): unknown =>
  Object.fromEntries(Object.entries(members as JsonObject).map(([name, member]) => [name, withoutWords(member)]));
