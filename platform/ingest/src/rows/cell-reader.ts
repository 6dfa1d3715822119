import { isInstant, type FieldError, type JsonSchema } from '@mesh/product';

/** A cell as the field's type has it, or what is wrong with it; never the text itself. */
export type Read = { readonly value: unknown } | { readonly rule: string; readonly message: string };

/** Reads the text of a cell that holds something. */
export type CellReader = (text: string) => Read;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?$/;
const SPACED_INSTANT = /^(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(z|[+-]\d{2}:\d{2})$/i;

const wrong = (rule: string, message: string): Read => ({ rule, message });

const NO_NUMBER = wrong('number', 'is no number; thousands separators and decimal commas are not taken');
const NO_INTEGER = wrong('integer', 'is no whole number');
const NO_BOOLEAN = wrong('boolean', 'is neither true nor false');

function number(text: string): Read {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return NO_NUMBER;
  const value = Number(trimmed);
  return Number.isFinite(value) ? { value } : NO_NUMBER;
}

function integer(text: string): Read {
  const read = number(text);
  if ('value' in read && !Number.isSafeInteger(read.value)) return NO_INTEGER;
  return read;
}

function boolean(text: string): Read {
  const word = text.trim().toLowerCase();
  if (word === 'true') return { value: true };
  return word === 'false' ? { value: false } : NO_BOOLEAN;
}

const instant =
  (zone: string | undefined): CellReader =>
  (text) => {
    const trimmed = text.trim();
    const spaced = SPACED_INSTANT.exec(trimmed);
    if (spaced !== null) return { value: `${spaced[1]}T${spaced[2]}${String(spaced[3]).toUpperCase()}` };
    const local = LOCAL_TIME.exec(trimmed);
    if (local !== null) {
      if (zone === undefined) return wrong('zone', 'is a time without an offset; say in the terms which one is meant');
      const value = `${local[1]}T${local[2]}${local[3] ?? ':00'}${zone}`;
      if (isInstant(value)) return { value };
    }
    return { value: trimmed };
  };

/** How the cells of a field are read, by its schema; what a value must be besides is judged by the rules of the shape. */
export function cellReader(schema: JsonSchema, zone: string | undefined): CellReader {
  const types = typesOf(schema);
  if (schema['format'] === 'date-time') return instant(zone);
  if (types.has('string')) return (text) => ({ value: text });
  if (types.has('number')) return number;
  if (types.has('integer')) return integer;
  if (types.has('boolean')) return boolean;
  return (text) => ({ value: text });
}

/** The types that a field may have; an enumeration without one has those of its members. */
function typesOf({ type, enum: members }: JsonSchema): ReadonlySet<string> {
  if (type !== undefined) return new Set([type].flat().map(String));
  if (!Array.isArray(members)) return new Set(['string']);
  return new Set((members as unknown[]).filter((member) => member !== null).map((member) => typeof member));
}

/** What a reader found wrong, at the place of the field. */
export const faultAt = (pointer: string, read: Extract<Read, { rule: string }>): FieldError => ({ pointer, ...read });
