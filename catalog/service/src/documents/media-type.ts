const BY_ENDING: readonly (readonly [ending: string, mediaType: string])[] = [
  ['.schema.json', 'application/schema+json'],
  ['.json', 'application/json'],
  ['.yaml', 'application/yaml'],
  ['.md', 'text/markdown; charset=utf-8'],
];

/** The media type of a document of which only the name is known. */
export function mediaTypeOf(name: string): string {
  return BY_ENDING.find(([ending]) => name.endsWith(ending))?.[1] ?? 'text/plain';
}
