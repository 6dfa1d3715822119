import { Inject, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { TokenVerifier } from '@mesh/access';
import { deprecationHeaders } from '@mesh/documents';
import { EventLog } from '@mesh/events';
import {
  acceptedInputs,
  fieldOrder,
  type DataProduct,
  type DatasetPort,
  type EventPort,
  type Live,
  type ModelSpec,
  type Outcome,
  type Port,
  type RestPort,
  type Serves,
} from '@mesh/product';
import { ArmedScorer } from '@mesh/rollout';
import type { Scorer } from '@mesh/serving';
import type { RecipeSource } from '@mesh/training';
import { Gatekeeper } from '../access/gatekeeper.js';
import { IdempotencyStore } from '../idempotency.js';
import { intakeRoutes } from '../intake/intake-routes.js';
import { Metrics } from '../observability/metrics.js';
import { DatasetEdge } from './dataset-edge.js';
import { declareTopics } from './declare-topics.js';
import { entityOf } from './entity-of.js';
import { EventEdge } from './event-tail/event-edge.js';
import { findersOf } from './finders.js';
import { HostedProducts } from './hosted-products.js';
import { portController, type PortRoute } from './port-controllers.js';
import { predictorOf, type FindVersion } from './predictors.js';
import { ScoreExplainer, type OpenExplainable } from './score-explainer.js';
import { documentsOf, samplesText } from './published.js';
import { publishersOf } from './publishers.js';
import { RestEdge } from './rest-edge.js';
import { toServed, type ServedProduct } from './served-product.js';
import { textController } from './text-controllers.js';

/** Makes an empty scorer for a model; the platform decides with which engine. */
export interface ScorerFactory {
  /** `features` are those that callers send, in order, `outcome` what they read: a version of others is refused. */
  create(model: string, features: readonly string[], outcome: Outcome): Scorer;
  /** Opens a version to be asked why; without it, and where undefined, nothing is explained. */
  explainable?: OpenExplainable;
  /** A version that may have answered before; without it, only those that answer now explain themselves. */
  version?: FindVersion;
}

/** Injection token of the factory. */
export const ScorerFactory = Symbol('ScorerFactory');

const liveTokens = new Map<string, symbol>();
const liveToken = (id: string): symbol => {
  const token = liveTokens.get(id) ?? Symbol(`Live(${id})`);
  liveTokens.set(id, token);
  return token;
};

/** Injects `Live<typeof product>`: its predictors and publishers. */
export const InjectLive = (product: DataProduct): ParameterDecorator =>
  Inject(liveToken(product.id)) as ParameterDecorator;

interface Wiring<P extends DataProduct> {
  /** The recipe that usually trains a model, by the key of the model in the declaration: a module, Python or a program. */
  readonly recipes: { readonly [Name in keyof P['models']]: RecipeSource };
  /** Others, by name: a request takes one with its parameter `recipe`. */
  readonly otherRecipes?: { readonly [Name in keyof P['models']]?: Readonly<Record<string, RecipeSource>> };
  /** `import.meta.resolve` of the contract's package: beside its declaration lie the cards of its models. */
  readonly contract?: string;
  /** What else the service needs. */
  readonly providers?: readonly Provider[];
}

/** A Nest module that serves one declaration: its routes, publishers and predictors around the team's service. */
export class DataProductModule {
  static serve<const P extends DataProduct>(
    declared: P,
    service: Type<Serves<P>>,
    { recipes, otherRecipes = {}, contract, providers = [] }: Wiring<P>,
  ): DynamicModule {
    const served = toServed(declared);
    const scorers = Symbol('scorers');
    const rest = entriesOf<RestPort>(declared, 'rest').map(([name, port]) => ({ name, port, token: Symbol(name) }));
    const datasets = entriesOf<DatasetPort>(declared, 'dataset').map(([name, port]) => ({
      name,
      port,
      token: Symbol(name),
    }));
    const intakes = acceptedInputs(declared).map((entry) => intakeRoutes(served, entry));
    const events = entriesOf<EventPort>(declared, 'event').map(([name, port]) => ({ name, port, token: Symbol(name) }));

    const edges: Provider[] = [
      ...rest.map(({ name, port, token }) => ({
        provide: token,
        inject: [service, Gatekeeper, IdempotencyStore, Metrics],
        useFactory: (
          implementation: Record<string, (...call: never[]) => Promise<unknown>>,
          gatekeeper: Gatekeeper,
          idempotency: IdempotencyStore,
          metrics: Metrics,
        ) =>
          new RestEdge(served, name, port, { gatekeeper, idempotency, metrics }, (body, asked) =>
            (implementation[name] as (...call: unknown[]) => Promise<unknown>)(body, asked),
          ),
      })),
      ...datasets.map(({ name, port, token }) => ({
        provide: token,
        inject: [Gatekeeper, Metrics],
        useFactory: (gatekeeper: Gatekeeper, metrics: Metrics) =>
          new DatasetEdge(served, name, port, gatekeeper, metrics),
      })),
      ...events.map(({ name, port, token }) => ({
        provide: token,
        inject: [Gatekeeper, TokenVerifier, EventLog, Metrics],
        useFactory: (gatekeeper: Gatekeeper, tokens: TokenVerifier, log: EventLog, metrics: Metrics) =>
          new EventEdge(served, name, port, { gatekeeper, tokens, log, metrics }),
      })),
    ];
    const live: Provider[] = [
      {
        provide: scorers,
        // A service whose products have no models need not know how models score.
        inject: Object.keys(declared.models ?? {}).length > 0 ? [ScorerFactory] : [],
        useFactory: (factory: ScorerFactory) =>
          new Map(
            Object.entries(declared.models ?? {}).map(([name, spec]: [string, ModelSpec]) => [
              name,
              new ArmedScorer(() => factory.create(spec.name, fieldOrder(spec.features), spec.learnsFrom.outcome)),
            ]),
          ),
      },
      {
        provide: liveToken(declared.id),
        inject: [
          ...[EventLog, Metrics, scorers],
          declared.models === undefined ? { token: ScorerFactory, optional: true } : ScorerFactory,
          ...datasets.map(({ token }) => token),
        ],
        useFactory: (
          log: EventLog,
          metrics: Metrics,
          byName: Map<string, ArmedScorer>,
          factory: ScorerFactory | undefined,
          ...edges: DatasetEdge[]
        ) =>
          ({
            emit: publishersOf(served, { log, metrics }),
            find: findersOf(served, { log, datasets: new Map(datasets.map(({ name }, nth) => [name, edges[nth]!])) }),
            models: Object.fromEntries(
              Object.entries(declared.models ?? {}).map(([name, spec]: [string, ModelSpec]) => [
                name,
                predictorOf(spec, {
                  scorer: byName.get(name) as ArmedScorer,
                  entityOf: entityOf(declared, name),
                  explainer: new ScoreExplainer((version) => factory?.explainable?.(version)),
                  versionOf: (model, version) => factory?.version?.(model, version),
                }),
              ]),
            ),
          }) as unknown as Live<P>,
      },
    ];
    const host: Provider = {
      provide: Symbol(`hosted ${declared.id}`),
      inject: [HostedProducts, service, scorers, EventLog, ...datasets.map(({ token }) => token)],
      useFactory: async (
        all: HostedProducts,
        implementation: Record<string, unknown>,
        byName: Map<string, ArmedScorer>,
        log: EventLog,
        ...datasetEdges: DatasetEdge[]
      ) => {
        // Before the first call is let in: a log seals the persons of a topic once it has been told of it.
        await declareTopics(served, log);
        return all.add({
          served,
          service: implementation,
          scorers: byName,
          recipes: recipes as Record<string, RecipeSource>,
          otherRecipes: otherRecipes as Record<string, Readonly<Record<string, RecipeSource>>>,
          ...(contract !== undefined && { contract }),
          datasetEdges: new Map(datasets.map(({ name }, index) => [name, datasetEdges[index] as DatasetEdge])),
        });
      },
    };
    return {
      module: class ServedDataProduct {},
      controllers: [
        ...rest.map(({ port, token }) => portController(routeOf(served, port, port.path), token)),
        ...datasets.map(({ port, token }) => portController(routeOf(served, port, `/${port.name}`), token)),
        ...events.map(({ port, token }) => portController(routeOf(served, port, `/events/${port.name}`), token)),
        ...intakes.flatMap(({ controllers }) => controllers),
        ...[...documentsOf(served), samplesText(served)].map(textController),
      ],
      providers: [
        service as Type,
        ...providers,
        ...edges,
        ...intakes.flatMap((intake) => intake.providers),
        ...live,
        host,
      ],
    };
  }
}

const routeOf = ({ declared, names }: ServedProduct, port: Port, path: string): PortRoute => ({
  method: port.kind === 'rest' ? port.method : 'GET',
  path: `${names.basePath}${path}`,
  headers: deprecationHeaders(declared, port),
});

function entriesOf<Kind extends RestPort | EventPort | DatasetPort>(
  declared: DataProduct,
  kind: Kind['kind'],
): [string, Kind][] {
  return Object.entries(declared.ports).filter(
    (entry): entry is [string, Kind & (typeof entry)[1]] => entry[1].kind === kind,
  );
}
