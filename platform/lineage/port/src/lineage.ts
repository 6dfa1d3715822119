/** Emits OpenLineage 2-0-2 run events. At least once; the receiver is idempotent. */
export interface LineageEmitter {
  emit(event: RunEvent): Promise<void>;
}

/** Injection token of the emitter. */
export const LineageEmitter = Symbol('LineageEmitter');

/** Topic on which services publish their OpenLineage events; key = `job:<namespace>/<name>`. */
export const LINEAGE_TOPIC = 'platform.lineage.emitted.v1';

export interface Facet {
  readonly _producer: string;
  readonly _schemaURL: string;
  readonly [property: string]: unknown;
}

export interface LineageDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets?: Readonly<Record<string, Facet>>;
  readonly inputFacets?: Readonly<Record<string, Facet>>;
  readonly outputFacets?: Readonly<Record<string, Facet>>;
}

/** https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent */
export interface RunEvent {
  readonly eventType: 'START' | 'RUNNING' | 'COMPLETE' | 'ABORT' | 'FAIL' | 'OTHER';
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets?: Readonly<Record<string, Facet>> };
  readonly job: {
    readonly namespace: string;
    readonly name: string;
    readonly facets?: Readonly<Record<string, Facet>>;
  };
  readonly inputs?: readonly LineageDataset[];
  readonly outputs?: readonly LineageDataset[];
}
