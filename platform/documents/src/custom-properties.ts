/** What a standard has no field for, as both Bitol standards write it. */
export interface CustomProperty {
  readonly property: string;
  readonly value: unknown;
  readonly description?: string;
}

/** Members as custom properties, in their order; members without a value are left out. */
export const customProperties = (members: Readonly<Record<string, unknown>>): readonly CustomProperty[] =>
  Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([property, value]) => ({ property, value }));

/** A list, or nothing where it would be empty. */
export const unlessEmpty = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length === 0 ? undefined : items;
