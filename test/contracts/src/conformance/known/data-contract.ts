import { parse } from 'yaml';

/** Who may use which ports for what. */
export interface Role {
  readonly role: string;
  readonly ports: readonly string[];
  readonly purposes: readonly string[];
  readonly reveals: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly physicalType: string;
  readonly required: boolean;
  readonly isPersonal: boolean;
  readonly isUnique: boolean;
}

/** A dataset as the contract describes it. */
export interface Table {
  readonly name: string;
  /** Below the lake of the mesh, `day=…` and files left out. */
  readonly lakeFolder: string;
  /** The event whose messages are its rows. */
  readonly landsFrom: string | undefined;
  readonly columns: readonly Column[];
}

interface Property {
  readonly property: string;
  readonly value: unknown;
}

interface WrittenColumn {
  readonly name: string;
  readonly physicalType: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly classification?: string;
  readonly transformSourceObjects?: readonly string[];
}

interface Written {
  readonly roles?: readonly { readonly role: string; readonly customProperties: readonly Property[] }[];
  readonly schema?: readonly {
    readonly name: string;
    readonly physicalType: string;
    readonly customProperties: readonly Property[];
    readonly properties: readonly WrittenColumn[];
  }[];
}

/** A data contract (ODCS) as a stranger reads it. */
export class DataContract {
  readonly roles: readonly Role[];
  readonly tables: readonly Table[];

  constructor(text: string) {
    const { roles = [], schema = [] } = parse(text) as Written;
    this.roles = roles.map(({ role, customProperties }) => {
      const list = (name: string) => (valueOf(customProperties, name) ?? []) as readonly string[];
      return { role, ports: list('ports'), purposes: list('purposes'), reveals: list('reveals') };
    });
    this.tables = schema
      .filter(({ physicalType }) => physicalType === 'table')
      .map(({ name, customProperties, properties }) => ({
        name,
        lakeFolder: String(valueOf(customProperties, 'lakePath')).replace(/\/day=.*$/, ''),
        landsFrom: properties[0]?.transformSourceObjects?.[0],
        columns: properties.map(columnOf),
      }));
  }
}

const columnOf = ({ name, physicalType, required, unique, classification }: WrittenColumn): Column => ({
  name,
  physicalType,
  required: required === true,
  isPersonal: classification === 'phi',
  isUnique: unique === true,
});

const valueOf = (properties: readonly Property[], name: string): unknown =>
  properties.find(({ property }) => property === name)?.value;
