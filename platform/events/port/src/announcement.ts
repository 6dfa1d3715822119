import type { CountGates, Gates, ModelSchedule } from '@mesh/product';

/** Topic on which domain services announce their products; key = product id, data = `Announcement`. */
export const CATALOG_ANNOUNCED_TOPIC = 'platform.catalog.announced.v1';

/** What a service says about one of its products when it starts, every few seconds while it lives, and when it stops. */
export interface Announcement {
  readonly state: 'started' | 'alive' | 'stopped';
  /** Names the process that speaks: a product may be served by several. */
  readonly instance: string;
  /** RFC 3339. */
  readonly at: string;
  /** Base URL of the service, without a path. */
  readonly address: string;
  readonly product: ProductDescription;
  /** The published documents themselves, told once at the start. */
  readonly documents?: readonly DocumentText[];
}

/** One published document, whole. */
export interface DocumentText {
  /** `openapi.json`, `asyncapi.json`, `contract.odcs.yaml`, `product.odps.yaml`, `schemas/<Shape>.schema.json`. */
  readonly name: string;
  readonly text: string;
}

/** One published document, by name. */
export interface DescribedDocument {
  readonly name: string;
  readonly mediaType: string;
  /** Below the address of the service. */
  readonly path: string;
  /** Hex SHA-256 of its bytes. */
  readonly sha256: string;
}

/** A word of the shared glossary that a field of the product stands for. */
export interface DescribedTerm {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly synonyms: readonly string[];
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

/** The end of a product or a port, as declared. */
export interface DescribedDeprecation {
  readonly since: string;
  /** UTC days, `2027-03-31`. */
  readonly announced: string;
  readonly sunset: string;
  readonly replacement: string;
}

/** A quality rule of a dataset, as declared. */
export interface DescribedRule {
  readonly id: string;
  readonly metric: string;
  readonly field?: string;
  readonly dimension: string;
  readonly severity: 'error' | 'warning';
  readonly because: string;
  /** What the measure must be, in words: `must be 0 rows`. */
  readonly bound: string;
}

/** One field of a port, with the notes that medicine needs. */
export interface DescribedField {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  /** UCUM. */
  readonly unit?: string;
  readonly codes?: readonly { readonly system: string; readonly code: string }[];
  /** Personal health information. */
  readonly phi: boolean;
  /** Id of a term of the glossary. */
  readonly term?: string;
  readonly required?: boolean;
}

/** One way to reach a product. */
export interface DescribedPort {
  readonly name: string;
  /** `urn:mesh:<domain>:<product>:<port>` */
  readonly urn: string;
  readonly kind: 'rest' | 'event' | 'dataset' | 'stream';
  readonly method?: string;
  /** Below the address of the service. */
  readonly path?: string;
  readonly topic?: string;
  readonly summary: string;
  readonly fields: readonly DescribedField[];
  /** The input that a stream port scores, and the event ports that what follows goes to. */
  readonly takes?: string;
  readonly gives?: readonly string[];
  /** The topics of its replies, `{role}` for the role of the caller. */
  readonly replies?: string;
  /** Fields of the answer of a REST port, or of the reply of a stream port. */
  readonly answers?: readonly DescribedField[];
  /** Codes of the errors that a REST port may raise of its own. */
  readonly raises?: readonly string[];
  /** Rules of a dataset. */
  readonly quality?: readonly DescribedRule[];
  /** How old the newest row of a dataset may be, `5m`. */
  readonly refresh?: string;
  readonly deprecation?: DescribedDeprecation;
}

/** An input port of the product's own: a topic that others write to, over the log or over HTTP. */
export interface DescribedIntake {
  readonly name: string;
  /** `urn:mesh:<domain>:<product>:<input>` */
  readonly urn: string;
  readonly method: string;
  /** Below the address of the service. */
  readonly path: string;
  readonly topic: string;
  readonly summary: string;
  readonly fields: readonly DescribedField[];
  readonly deprecation?: DescribedDeprecation;
}

/** Stream processing that runs with the product: which topics become which. */
export interface DescribedProcessing {
  readonly name: string;
  readonly kind: 'windowed' | 'joined';
  /** Topics. */
  readonly from: readonly string[];
  readonly gives: string;
  /** The event port of the product that the results go to. */
  readonly port: string;
  /** What it does, in words. */
  readonly summary: string;
}

/** How a model is judged while it serves, as declared, with its topics and every default filled in. */
export interface DescribedWatch {
  readonly scored: {
    readonly topic: string;
    /** Fields: what names the score, the person and the time, and what was foreseen by which version. */
    readonly score: string;
    readonly person: string;
    readonly at: string;
    readonly probability: string;
    readonly version: string;
    readonly model?: string;
  };
  readonly observed: {
    readonly topic: string;
    readonly outcome: string;
    readonly at: string;
    readonly score?: string;
    readonly person?: string;
  };
  readonly withinMs: number;
  readonly threshold: number;
  readonly window: { readonly judged: number; readonly least: number };
  readonly drift: { readonly scores: number; readonly least: number };
  readonly subgroups: readonly {
    readonly attribute: string;
    readonly field: string;
    readonly names?: Readonly<Record<number, string>>;
    readonly starts?: readonly number[];
  }[];
  readonly rules: readonly {
    readonly name: string;
    readonly measure: string;
    readonly triggers: number;
    readonly clears: number;
    readonly least?: number;
    readonly lastingMs: number;
    /** Absent where the action is taken once. */
    readonly againMs?: number;
    readonly action: string;
  }[];
}

/** A data product as its declaration says, in plain JSON. */
export interface ProductDescription {
  /** `<domain>.<product>` */
  readonly id: string;
  readonly urn: string;
  readonly domain: string;
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly owner: { readonly team: string; readonly contact: string };
  readonly purpose: string;
  readonly description: string;
  readonly sensitivity: string;
  readonly lifecycle?: 'draft' | 'active' | 'deprecated' | 'retired';
  readonly deprecation?: DescribedDeprecation;
  readonly limitations?: string;
  /** Terms that the fields of the product stand for. */
  readonly terms?: readonly DescribedTerm[];
  readonly documents?: readonly DescribedDocument[];
  readonly tags: readonly string[];
  readonly ports: readonly DescribedPort[];
  readonly models: readonly {
    readonly name: string;
    readonly features: readonly string[];
    readonly card?: string;
    readonly watch?: DescribedWatch;
    /** When it is trained without being asked, as declared. */
    readonly schedule?: ModelSchedule;
    /** What a version must show before it may answer people, as declared. */
    readonly gates?: Gates | CountGates;
    /** What is foreseen, where that is no probability. */
    readonly outcome?: 'count';
  }[];
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  /** What it takes from whoever may write to it. */
  readonly accepts?: readonly DescribedIntake[];
  readonly processing?: readonly DescribedProcessing[];
  readonly promises: Readonly<Record<string, string | number>>;
  readonly grants: readonly {
    readonly role: string;
    readonly ports: readonly string[];
    readonly purposes: readonly string[];
  }[];
}
