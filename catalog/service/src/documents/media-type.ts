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

/** Types of text that no browser runs or shows as a page. */
const HARMLESS = /^(?:application\/(?:[\w.-]+\+)?(?:json|yaml)|text\/(?:markdown|plain))(?:; ?[\w-]+=[\w.-]+)*$/;

/** The media type under which a document is given: pages and scripts that a service announced would run as the console's own. */
export const servedMediaType = (announced: string): string =>
  HARMLESS.test(announced) ? announced : 'text/plain; charset=utf-8';
