import { DocumentErrors } from '../documents.errors.js';

type Section = 'schemas' | 'responses' | 'headers' | 'parameters' | 'securitySchemes';

/** A place of the same document. */
export interface Ref {
  readonly $ref: string;
}

/** The parts of a document that others refer to, each once. */
export class Components {
  private readonly sections = new Map<Section, Map<string, object>>();

  /** Keeps a part under its name and refers to it; throws DOCUMENTS.NAMES_CLASH when another has the name. */
  keep(section: Section, name: string, part: object): Ref {
    const kept = this.of(section);
    const known = kept.get(name);
    if (known !== undefined && !same(known, part)) throw DocumentErrors.NAMES_CLASH({ name });
    kept.set(name, known ?? part);
    return refTo(section, name);
  }

  /** Keeps a part that stands already under its old name, and a new one under the first of the names that is free. */
  share(section: Section, names: readonly string[], part: object): Ref {
    const kept = this.of(section);
    const [known] = [...kept].find(([, other]) => same(other, part)) ?? [];
    const name = known ?? names.find((candidate) => !kept.has(candidate)) ?? '';
    return this.keep(section, name, part);
  }

  toJSON(): object {
    return Object.fromEntries([...this.sections].map(([section, parts]) => [section, Object.fromEntries(parts)]));
  }

  private of(section: Section): Map<string, object> {
    let parts = this.sections.get(section);
    if (parts === undefined) this.sections.set(section, (parts = new Map()));
    return parts;
  }
}

const refTo = (section: Section, name: string): Ref => ({ $ref: `#/components/${section}/${name}` });

const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
