import { Inject, Injectable } from '@nestjs/common';

import { MeshError } from '@mesh/product';

import { checkedEvent, type LineageEvent } from './event-check.js';
import { LineageStore } from './lineage-store.js';
import { LineageErrors } from './lineage.errors.js';

/** The answer to a batch, as the OpenLineage OpenAPI defines it. */
export interface BatchAnswer {
  readonly status: 'success' | 'partial_success';
  readonly summary: {
    readonly received: number;
    readonly successful: number;
    readonly failed: number;
    readonly retriable: number;
    readonly non_retriable: number;
  };
  readonly failed_events: readonly { readonly index: number; readonly reason: string; readonly retriable: boolean }[];
}

const MAX_BATCH = 1_000;

/** Takes events in over HTTP. */
@Injectable()
export class EventIntake {
  constructor(@Inject(LineageStore) private readonly store: LineageStore) {}

  /** Throws LINEAGE.EVENT_INVALID; resolves when the event is stored. */
  async accept(document: unknown): Promise<void> {
    await this.store.store([checkedEvent(document)]);
  }

  /** Stores the valid events of a list and says which are not. Throws LINEAGE.BATCH_INVALID. */
  async acceptBatch(documents: unknown): Promise<BatchAnswer> {
    if (!Array.isArray(documents) || documents.length === 0 || documents.length > MAX_BATCH)
      throw LineageErrors.BATCH_INVALID();
    const verdicts = (documents as readonly unknown[]).map(verdictOf);
    const valid = verdicts.flatMap((verdict) => ('event' in verdict ? [verdict.event] : []));
    await this.store.store(valid);
    const failed = verdicts.flatMap((verdict, index) =>
      'reason' in verdict ? [{ index, reason: verdict.reason, retriable: false }] : [],
    );
    return {
      status: failed.length === 0 ? 'success' : 'partial_success',
      summary: {
        received: documents.length,
        successful: valid.length,
        failed: failed.length,
        retriable: 0,
        non_retriable: failed.length,
      },
      failed_events: failed,
    };
  }
}

function verdictOf(document: unknown): { readonly event: LineageEvent } | { readonly reason: string } {
  try {
    return { event: checkedEvent(document) };
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    const where = (error.meta.errors ?? []).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
    return { reason: [error.code, ...where].join('; ').slice(0, 1_000) };
  }
}
