/** One document that a product publishes, whole. */
export interface PublishedDocument {
  /** Below `/<product>/v<major>/`, and below `published/` of its contract: `openapi.json`, `schemas/<Shape>.schema.json`. */
  readonly name: string;
  readonly mediaType: string;
  /** Ends with a line feed. */
  readonly text: string;
}

/** A document of JSON as it is published: two spaces, keys in the order given. */
export const jsonDocument = (name: string, mediaType: string, content: object): PublishedDocument => ({
  name,
  mediaType,
  text: `${JSON.stringify(content, null, 2)}\n`,
});
