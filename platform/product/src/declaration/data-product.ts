import type { Accepted } from '../ports/accepted.js';
import type { Input } from '../ports/input.js';
import type { ModelSpec } from '../ports/model.js';
import type { DatasetPort, EventPort, Port } from '../ports/ports.js';
import type { PortGrant } from '../ports/grant.js';
import type { Deprecation } from '../ports/deprecation.js';
import type { Promises } from '../ports/promises.js';
import { rejectPorts, type RejectPorts } from '../ports/rejects.js';
import type { FitsStreams } from '../ports/stream-complaints.js';
import type { FitsPorts } from '../processing/fits-ports.js';
import type { Processing } from '../processing/processing.js';
import type { Version } from './version.js';

export type ProductId = `${Lowercase<string>}.${Lowercase<string>}`;

/** Where a product stands in its life; without one it is active. */
export type ProductStatus = 'draft' | 'active' | 'deprecated' | 'retired';

/** What a team declares. */
export interface ProductSpec {
  readonly version: Version;
  readonly title: string;
  readonly status?: ProductStatus;
  /** The end of the whole product; its ports inherit it. */
  readonly deprecated?: Deprecation;
  readonly owner: { readonly team: string; readonly contact: `${string}@${string}` };
  readonly purpose: string;
  /** What it must not be used for, and what it does not know. */
  readonly limitations?: string;
  readonly sensitivity: 'public' | 'internal' | 'phi';
  readonly tags?: readonly string[];
  /** What it reads of others, and what it takes from whoever may write to it. */
  readonly inputs?: Readonly<Record<string, Input | Accepted>>;
  readonly models?: Readonly<Record<string, ModelSpec>>;
  readonly ports: Readonly<Record<string, Port>>;
  /** What the platform makes of the product's events as they come: windowed aggregates and joins. */
  readonly processing?: Readonly<Record<string, Processing>>;
  readonly grants: readonly PortGrant[];
  readonly promises: Promises;
}

/** A declared product: the spec and its id `<domain>.<product>`. */
export type DataProduct<Id extends ProductId = ProductId, Spec extends ProductSpec = ProductSpec> = Readonly<Spec> & {
  readonly id: Id;
};

type EventPortNames<Ports> = { [Name in keyof Ports]: Ports[Name] extends EventPort ? Name : never }[keyof Ports];

/** Turns a dataset that lands an event port the product does not have into a readable type error. */
type LandsKnownEvents<Ports> = {
  readonly [Name in keyof Ports]: Ports[Name] extends DatasetPort<infer Row, infer Lands>
    ? [Lands] extends [undefined]
      ? Ports[Name]
      : DatasetPort<Row, Extract<EventPortNames<Ports>, string>>
    : Ports[Name];
};

type DatasetPortNames<Ports> = Extract<
  { [Name in keyof Ports]: Ports[Name] extends DatasetPort ? Name : never }[keyof Ports],
  string
>;

/** Turns a model that learns from a dataset which the product does not have into a readable type error. */
type LearnsFromKnownDatasets<Models, Ports, Known extends string = DatasetPortNames<Ports>> = {
  readonly [Name in keyof Models]: Models[Name] extends ModelSpec<infer Features>
    ? ModelSpec<Features, Known>
    : Models[Name];
};

/** The names of the inputs that the product takes from whoever may write to it. */
type AcceptedNames<Spec> = Spec extends { readonly inputs: infer Inputs }
  ? Extract<
      { [Name in keyof Inputs]: Inputs[Name] extends { readonly kind: 'accepted' } ? Name : never }[keyof Inputs],
      string
    >
  : never;

/** The ports that follow from accepted inputs. */
type PortsOfRejects<Spec> = [AcceptedNames<Spec>] extends [never] ? unknown : RejectPorts;

/** Turns a port with the name of an accepted input, or of what follows from one, into a readable type error. */
type NamesLeft<Spec> = {
  readonly [
    Name in AcceptedNames<Spec> | Extract<keyof PortsOfRejects<Spec>, string>
  ]?: 'an accepted input or what follows from it has this name';
};

/** Declares a data product: an inert, frozen value that everything else is read from. */
export function dataProduct<const Id extends ProductId, const Spec extends ProductSpec>(
  id: Id,
  spec: Spec & {
    readonly ports: LandsKnownEvents<Spec['ports']> & FitsStreams<Spec> & NamesLeft<Spec>;
    readonly models?: LearnsFromKnownDatasets<Spec['models'], Spec['ports']>;
    readonly processing?: FitsPorts<Spec['processing'], Spec['ports'], Spec['inputs']>;
    readonly grants: readonly PortGrant<
      Extract<keyof Spec['ports'] | AcceptedNames<Spec> | keyof PortsOfRejects<Spec>, string>
    >[];
  },
): DataProduct<Id, Spec & { readonly ports: PortsOfRejects<Spec> }> {
  const hasAccepted = Object.values(spec.inputs ?? {}).some(({ kind }) => kind === 'accepted');
  const ports = hasAccepted ? Object.freeze({ ...spec.ports, ...rejectPorts }) : spec.ports;
  return Object.freeze({ ...spec, ports, id }) as DataProduct<Id, Spec & { readonly ports: PortsOfRejects<Spec> }>;
}

/** The ports of one kind. */
export type PortsOf<P extends DataProduct, Kind extends Port['kind']> = {
  [Name in keyof P['ports'] as P['ports'][Name] extends { kind: Kind } ? Name : never]: P['ports'][Name];
};

export type InputsOf<P extends DataProduct> = P extends { inputs: infer I extends Record<string, Input | Accepted> }
  ? I
  : Record<never, never>;
export type ModelsOf<P extends DataProduct> = P extends { models: infer M extends Record<string, ModelSpec> }
  ? M
  : Record<never, never>;
