/** The part of an Open Data Contract (ODCS v3) that the console draws. */
export interface OpenDataContract {
  readonly apiVersion?: string;
  readonly id?: string;
  readonly name?: string;
  readonly version?: string;
  readonly status?: string;
  readonly domain?: string;
  readonly dataProduct?: string;
  readonly description?: { readonly purpose?: string; readonly limitations?: string; readonly usage?: string };
  readonly schema?: readonly SchemaObject[];
  readonly slaProperties?: readonly ServiceLevel[];
  readonly servers?: readonly Readonly<Record<string, unknown>>[];
  readonly roles?: readonly { readonly role?: string; readonly access?: string; readonly description?: string }[];
  readonly team?: Team | readonly Member[];
  readonly support?: readonly { readonly channel?: string; readonly url?: string; readonly tool?: string }[];
  readonly authoritativeDefinitions?: readonly { readonly url?: string; readonly type?: string }[];
}

/** A table, topic or document of the contract. */
export interface SchemaObject {
  readonly name?: string;
  readonly physicalName?: string;
  readonly physicalType?: string;
  readonly description?: string;
  readonly properties?: readonly SchemaProperty[];
  readonly quality?: readonly QualityCheck[];
}

/** A column or field of it. */
export interface SchemaProperty {
  readonly name?: string;
  readonly logicalType?: string;
  readonly physicalType?: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly primaryKey?: boolean;
  readonly classification?: string;
  readonly description?: string;
  readonly quality?: readonly QualityCheck[];
}

/** A rule about the data. */
export interface QualityCheck {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
  readonly metric?: string;
  readonly dimension?: string;
  readonly severity?: string;
  readonly [bound: string]: unknown;
}

/** A service level. */
export interface ServiceLevel {
  readonly property?: string;
  readonly value?: unknown;
  readonly unit?: string;
  readonly element?: string;
  readonly description?: string;
}

interface Member {
  readonly username?: string;
  readonly name?: string;
  readonly role?: string;
}

interface Team {
  readonly name?: string;
  readonly members?: readonly Member[];
}

/** The people of a contract, in either of the two forms that ODCS knows. */
export const membersOf = ({ team }: OpenDataContract): readonly Member[] =>
  Array.isArray(team) ? (team as readonly Member[]) : ((team as Team | undefined)?.members ?? []);

const BOUND = /^must/;

/** What a rule demands, in words: `mustBe 0`. */
export const boundOf = (check: QualityCheck): string =>
  Object.entries(check)
    .filter(([name]) => BOUND.test(name))
    .map(([name, value]) => `${name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()} ${JSON.stringify(value)}`)
    .join(', ');
