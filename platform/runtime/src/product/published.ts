import { createHash } from 'node:crypto';
import { productSamples, publishedDocuments, type PublishedDocument } from '@mesh/documents';
import type { DataProduct } from '@mesh/product';
import type { ServedProduct } from './served-product.js';

/** A text that a product publishes at an address of its own. */
export interface ServedText {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
  /** Hex SHA-256 of its bytes. */
  readonly sha256: string;
}

/** A published document as it is served. */
export interface ServedDocument extends ServedText {
  readonly name: string;
}

const documents = new WeakMap<DataProduct, readonly ServedDocument[]>();

/** The documents of a product, made once. */
export function documentsOf({ declared, names }: Pick<ServedProduct, 'declared' | 'names'>): readonly ServedDocument[] {
  let served = documents.get(declared);
  if (served === undefined) {
    const serve = (document: PublishedDocument): ServedDocument => ({
      ...document,
      ...at(`${names.basePath}/${document.name}`, document),
    });
    documents.set(declared, (served = publishedDocuments(declared).map(serve)));
  }
  return served;
}

/** Where the samples of a product are. */
export const samplesPath = ({ names }: ServedProduct): string => `${names.basePath}/samples`;

/** Synthetic documents of every port. */
export function samplesText(served: ServedProduct): ServedText {
  const text = JSON.stringify(productSamples(served.declared));
  return at(samplesPath(served), { mediaType: 'application/json', text });
}

const at = (path: string, { mediaType, text }: Omit<PublishedDocument, 'name'>): ServedText => ({
  path,
  mediaType,
  text,
  sha256: createHash('sha256').update(text).digest('hex'),
});
