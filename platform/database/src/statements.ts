import type pg from 'pg';

/** More texts than this come from code that builds SQL; those are planned anew each time. */
const MAX_PREPARED = 256;

/** Gives each parameterised text a name, so that every connection parses it once. */
export class Statements {
  private readonly names = new Map<string, string>();

  of(text: string, values: readonly unknown[] | undefined): pg.QueryConfig {
    if (values === undefined || values.length === 0) return { text };
    const known = this.names.get(text);
    if (known !== undefined) return { name: known, text, values: values as unknown[] };
    if (this.names.size >= MAX_PREPARED) return { text, values: values as unknown[] };
    const name = `mesh_${this.names.size}`;
    this.names.set(text, name);
    return { name, text, values: values as unknown[] };
  }
}
