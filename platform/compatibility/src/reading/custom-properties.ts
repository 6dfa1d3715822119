import { listOf, objectOf, textOf, type JsonObject } from '../json.js';

/** The custom properties of both Bitol standards as an object. */
export const propertiesByName = (listed: unknown): JsonObject =>
  Object.fromEntries(
    listOf(listed)
      .map(objectOf)
      .map(({ property, value }) => [textOf(property) ?? '', value]),
  );
