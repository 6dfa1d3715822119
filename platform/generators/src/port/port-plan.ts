import type { ProductNames } from '../names.js';
import type { DeclaredEvent } from '../source/declaration.js';
import type { ErrorRow, ErrorTable } from '../source/error-table.js';
import type { Need } from '../source/imports.js';

/** Where a port is added: what is there to refer to. */
export interface PortPlace {
  readonly names: ProductNames;
  /** Name of the constant that holds the declaration. */
  readonly constant: string;
  /** The error table, when the port raises something. */
  readonly errors: ErrorTable;
  /** Name of the class that serves, and of its file without `.ts`. */
  readonly service: { readonly name: string; readonly file: string; readonly live: string };
}

/** A class that a port speaks of. */
export interface PlannedShape {
  readonly name: string;
  /** Without folder and `.ts`. */
  readonly file: string;
  readonly text: string;
}

/** A port as it will be declared. */
export interface PlannedPort {
  readonly name: string;
  /** `rest.post('/observations', { … })` */
  readonly text: string;
  readonly needs: readonly Need[];
  /** What the README says of it: where it is, and what it does. */
  readonly told: readonly [where: string, what: string];
}

/** Everything that one call of the port generator adds. */
export interface PortPlan {
  readonly shapes: readonly PlannedShape[];
  readonly ports: readonly PlannedPort[];
  /** Method of the service, with what it needs imported. */
  readonly method?: { readonly name: string; readonly text: string; readonly needs: readonly Need[] };
  /** Files beside the service, by their path from there; those that exist are kept. */
  readonly serviceFiles: Readonly<Record<string, string>>;
  /** Its spec, for a service that needs nothing but what the platform gives. */
  readonly spec?: readonly [file: string, text: string];
  /** Files of the domain, by their path from there. */
  readonly domainFiles?: Readonly<Record<string, string>>;
}

/** What is asked for. */
export type PortWish =
  | { readonly kind: 'rest'; readonly name: string; readonly keeps?: string }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'dataset'; readonly name: string; readonly lands?: { readonly event: string } & DeclaredEvent };

/** The one thing that a caller of a REST port can do wrong besides the shape. */
export const LIES_AHEAD: ErrorRow = {
  name: 'OBSERVED_IN_THE_FUTURE',
  title: 'What was observed lies in the future',
  fix: 'Send observedAt as it was, and set the clock of the sender.',
};
