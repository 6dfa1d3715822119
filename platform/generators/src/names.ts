import ts from 'typescript';
import { GeneratorErrors } from './generators.errors.js';

/** The names that follow from `<domain>.<product>`. */
export interface ProductNames {
  /** `nephrology.kidney-function` */
  readonly id: string;
  readonly domain: string;
  /** `kidney-function` */
  readonly product: string;
  /** `kidneyFunction`, the declaration */
  readonly camel: string;
  /** `KidneyFunction`, before Service, Errors */
  readonly pascal: string;
  /** `kidney function` */
  readonly words: string;
  readonly package: string;
  /** From the root of the workspace. */
  readonly contractFolder: string;
  /** Of the service, from the root of the workspace. */
  readonly serviceFolder: string;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const WORD = /^[a-z][a-z0-9]*$/;
/** Addresses of every product that the runtime serves itself. */
const TAKEN_PORTS: ReadonlySet<string> = new Set(['events', 'samples', 'schemas', 'constructor']);
/** What generated code calls something else. */
const TAKEN_VARIABLES: ReadonlySet<string> = new Set(['asked', 'platform', 'receipt', 'service', 'tomorrow']);
/** A class of this name would hide what every program relies on. */
const TAKEN_CLASSES: ReadonlySet<string> = new Set(['Record', 'Partial', 'Required', 'Readonly', 'Pick', 'Omit']);

/** Checks a name in small letters and dashes. */
export function checkedName(name: string): string {
  if (!KEBAB.test(name) || name.length > 60) throw GeneratorErrors.NAME_WRONG({ rule: 'small letters and dashes' });
  if (isWordOfTheLanguage(camel(name))) throw GeneratorErrors.NAME_TAKEN({ name, by: 'the language' });
  return name;
}

/** Checks an address of mail, loosely: it stands in code and in documents. */
export function checkedContact(contact: string): string {
  if (!/^[^\s'"`<>|]+@[^\s'"`<>|]+$/.test(contact))
    throw GeneratorErrors.NAME_WRONG({ rule: 'a contact is <who>@<where>' });
  return contact;
}

/** Checks a text for people: one line, and nothing that ends a comment or a column. */
export function checkedText(text: string): string {
  if (!/^[^\n\r|]{1,200}$/.test(text) || text.includes('*/'))
    throw GeneratorErrors.NAME_WRONG({ rule: 'a text is one line of at most 200 characters, without | and */' });
  return text;
}

/** `delete`, `class`, `package` … can name no constant of a module. */
function isWordOfTheLanguage(name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, name);
  const token = scanner.scan();
  const { FirstReservedWord, LastFutureReservedWord } = ts.SyntaxKind;
  return name === 'await' || (token >= FirstReservedWord && token <= LastFutureReservedWord);
}

/** Checks the name of a port: one word, since it is a method and part of an address alike. */
export function checkedPortName(name: string): string {
  if (!WORD.test(name) || name.length > 40) throw GeneratorErrors.NAME_WRONG({ rule: 'one word in small letters' });
  const noun = singular(name);
  const hides = TAKEN_CLASSES.has(pascal(noun)) || pascal(noun) in globalThis;
  if (TAKEN_PORTS.has(name) || hides || isWordOfTheLanguage(name))
    throw GeneratorErrors.NAME_TAKEN({ name, by: 'the platform or the language' });
  return name;
}

/** Checks the name of a port that takes documents: what it takes is called by its singular. */
export function checkedTakingName(name: string): string {
  const noun = singular(name);
  if (TAKEN_VARIABLES.has(noun) || isWordOfTheLanguage(noun))
    throw GeneratorErrors.NAME_TAKEN({ name: noun, by: 'the platform or the language' });
  return name;
}

/** The names of a product; throws GENERATORS.NAME_WRONG when the id is none. */
export function productNames(id: string): ProductNames {
  const [domain = '', product = '', more] = id.split('.');
  if (more !== undefined || product === '') throw GeneratorErrors.NAME_WRONG({ rule: '<domain>.<product>' });
  [domain, product].forEach(checkedName);
  return {
    id,
    domain,
    product,
    camel: camel(product),
    pascal: pascal(product),
    words: product.replaceAll('-', ' '),
    package: `@mesh/${product}`,
    contractFolder: `contracts/${domain}/${product}`,
    serviceFolder: `domains/${domain}/src/${product}`,
  };
}

/** `kidney-function` gives `KidneyFunction`. */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

/** `kidney-function` gives `kidneyFunction`. */
export const camel = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `kidney function` gives `Kidney function`. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** `an observation`, `a referral`. */
export const withArticle = (noun: string): string => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The singular of a plural by its ending: `observations` gives `observation`. */
export function singular(noun: string): string {
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(ss|x|z|ch|sh)es$/.test(noun)) return noun.slice(0, -2);
  return /[^sui]s$/.test(noun) ? noun.slice(0, -1) : noun;
}
