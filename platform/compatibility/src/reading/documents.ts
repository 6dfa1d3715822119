import { parse } from 'yaml';
import { CompatibilityErrors } from '../compatibility.errors.js';
import { isObject, type JsonObject } from '../json.js';

/** The texts of the published documents of one version, by name. */
export type DocumentTexts = ReadonlyMap<string, string>;

/** The documents of one version, parsed. */
export type Documents = ReadonlyMap<string, JsonObject>;

/** Names by which the four documents of a product are published. */
export const OPENAPI = 'openapi.json';
export const ASYNCAPI = 'asyncapi.json';
export const ODCS = 'contract.odcs.yaml';
export const ODPS = 'product.odps.yaml';

/** Parses every document by its ending; throws COMPATIBILITY.DOCUMENT_UNREADABLE with its name. */
export function readDocuments(texts: DocumentTexts): Documents {
  return new Map([...texts].map(([name, text]) => [name, readDocument(name, text)]));
}

function readDocument(name: string, text: string): JsonObject {
  const document = parsed(name, text);
  if (!isObject(document)) throw CompatibilityErrors.DOCUMENT_UNREADABLE({ document: name });
  return document;
}

function parsed(name: string, text: string): unknown {
  try {
    return name.endsWith('.json') ? JSON.parse(text) : parse(text);
  } catch (cause) {
    throw CompatibilityErrors.DOCUMENT_UNREADABLE({ document: name }, { cause });
  }
}
