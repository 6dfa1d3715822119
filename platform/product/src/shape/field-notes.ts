import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import type { Term } from './term.js';

/** A concept of a terminology: LOINC for observations, SNOMED CT for findings. */
export interface Concept {
  readonly system: 'LOINC' | 'SNOMED';
  readonly code: string;
}

/** What medicine needs to know of a field besides its rules. */
export interface FieldNotes {
  readonly meaning?: string;
  /** UCUM, case sensitive: `mm[Hg]`, `/min`, `mg/dL`, `a`. */
  readonly unit?: string;
  readonly concepts: readonly Concept[];
  readonly phi: boolean;
  /** Readable names of coded values. */
  readonly categories?: Readonly<Record<string, string>>;
  /** Synthetic values as they might be: samples and documents are made of them. */
  readonly examples?: readonly unknown[];
  /** The term of the shared glossary that the field stands for. */
  readonly term?: Term;
}

const NOTES = Symbol('mesh.field-notes');
const PLACES = Symbol('mesh.field-places');
const NONE: FieldNotes = { concepts: [], phi: false };

type NotesByField = ReadonlyMap<string, FieldNotes>;

/** The notes of every annotated field, own and inherited, in order of declaration, the base class first. */
export function notesOf(shape: object): NotesByField {
  const base = Object.getPrototypeOf(shape) as object | null;
  const inherited = base === null || base === Function.prototype ? new Map<string, FieldNotes>() : notesOf(base);
  const own = (Reflect.getOwnMetadata(NOTES, shape) as NotesByField | undefined) ?? new Map<string, FieldNotes>();
  return new Map([...inherited, ...own]);
}

function note(change: (before: FieldNotes) => FieldNotes): PropertyDecorator {
  return (prototype, field) => {
    const shape = prototype.constructor;
    const own = new Map((Reflect.getOwnMetadata(NOTES, shape) as NotesByField | undefined) ?? []);
    const before = own.get(String(field)) ?? notesOf(shape).get(String(field)) ?? NONE;
    own.set(String(field), change(before));
    Reflect.defineMetadata(NOTES, own, shape);
    // Decorators run field by field: what has rules by now and no note was declared before this field.
    Reflect.defineMetadata(PLACES, [...ownOrder(shape), String(field)], shape);
  };
}

/** The fields of a shape in order of declaration, the base class's first: the order of columns and of model inputs. */
export function fieldOrder(shape: object): readonly string[] {
  const base = Object.getPrototypeOf(shape) as object | null;
  const inherited = base === null || base === Function.prototype ? [] : fieldOrder(base);
  return [...new Set([...inherited, ...ownOrder(shape)])];
}

function ownOrder(shape: object): readonly string[] {
  const placed = (Reflect.getOwnMetadata(PLACES, shape) as readonly string[] | undefined) ?? [];
  const ruled = getMetadataStorage()
    .getTargetValidationMetadatas(shape as () => unknown, '', false, false)
    .filter(({ target }) => target === shape)
    .map(({ propertyName }) => propertyName);
  return [...new Set([...placed, ...ruled])];
}

/** Says what the field means, in words that a search can find. */
export const Meaning = (meaning: string, categories?: Readonly<Record<string, string>>): PropertyDecorator =>
  note((before) => ({ ...before, meaning, ...(categories && { categories }) }));

/** The unit of a number, in UCUM. */
export const Unit = (unit: string): PropertyDecorator => note((before) => ({ ...before, unit }));

/** Binds the field to a concept of a published terminology. */
export const Code = (system: Concept['system'], code: string): PropertyDecorator =>
  note((before) => ({ ...before, concepts: [...before.concepts, { system, code }] }));

/** Synthetic values of the field, in the order in which samples take them; never a person's. */
export const Example = (...examples: readonly unknown[]): PropertyDecorator =>
  note((before) => ({ ...before, examples }));

/** Says which term of the shared glossary the field stands for. */
export const Means = (term: Term): PropertyDecorator => note((before) => ({ ...before, term }));

/** Personal health information: withheld from readers without clearance, refused by logs and errors. */
export const Phi = (): PropertyDecorator => note((before) => ({ ...before, phi: true }));
