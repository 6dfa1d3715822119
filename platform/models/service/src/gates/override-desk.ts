import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { AuditTrail } from '@mesh/access';
import { Database } from '@mesh/database';
import { ModelRegistry, type ModelVersion } from '@mesh/models';

import { ModelsErrors } from '../models.errors.js';
import { complaints, mayServe } from './may-serve.js';
import {
  approveOverride,
  insertOverride,
  MOST_OVERRIDES,
  overridesOf,
  type GateOverride,
  type VersionPlace,
} from './override-store.js';

/** Who does something, in which trace. */
export interface Acting {
  readonly by: string;
  readonly traceId: string;
}

/** How a version stands with its gates. */
export interface GateStanding {
  readonly model: string;
  readonly version: string;
  /** Whether it could become champion now. */
  readonly mayServe: boolean;
  /** Absent where nobody has judged. */
  readonly verdicts?: ModelVersion['gates'];
  readonly overrides: readonly GateOverride[];
}

const LEAST_REASON = 10;
const MOST_REASON = 1_000;

/** Takes the word of one person against the gates, and of a second one for it; both stand in the audit record. */
@Injectable()
export class OverrideDesk {
  constructor(
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Throws MODELS.MODEL_UNKNOWN. */
  async standing(model: string, version: string): Promise<GateStanding> {
    const { place, document } = await this.find(model, version);
    return {
      model,
      version,
      mayServe: document.status === 'ready' && (await mayServe(this.database, model, place.number)),
      ...(document.gates && { verdicts: document.gates }),
      overrides: await overridesOf(this.database, place),
    };
  }

  /** Throws MODELS.MODEL_UNKNOWN, VERSION_WITHDRAWN, OVERRIDE_INVALID, OVERRIDE_NOT_NEEDED or TOO_MANY_OVERRIDES. */
  async request(
    model: string,
    version: string,
    { body, by, traceId }: Acting & { body: unknown },
  ): Promise<GateOverride> {
    const reason = checkedReason(body);
    const { place, document } = await this.find(model, version);
    if (document.status === 'withdrawn') throw ModelsErrors.VERSION_WITHDRAWN();
    return this.database.transaction(async (transaction) => {
      await lockVersion(transaction, place);
      if (await mayServe(transaction, model, place.number)) throw ModelsErrors.OVERRIDE_NOT_NEEDED();
      if ((await overridesOf(transaction, place)).length >= MOST_OVERRIDES) throw ModelsErrors.TOO_MANY_OVERRIDES();
      const requestedAt = new Date().toISOString();
      const override = await insertOverride(transaction, place, { id: uuidv7(), reason, requestedBy: by, requestedAt });
      const gates = complaints(document.gates).map(({ rule }) => rule);
      await this.record(place, { by, traceId }, `override ${override.id} requested against ${gates.join(', ')}`);
      return override;
    });
  }

  /** Throws MODELS.MODEL_UNKNOWN, OVERRIDE_UNKNOWN, SECOND_PERSON_NEEDED or OVERRIDE_APPROVED. */
  async approve(model: string, version: string, { id, by, traceId }: Acting & { id: string }): Promise<GateOverride> {
    const { place, document } = await this.find(model, version);
    return this.database.transaction(async (transaction) => {
      await lockVersion(transaction, place);
      const asked = (await overridesOf(transaction, place)).find((override) => override.id === id);
      if (asked === undefined) throw ModelsErrors.OVERRIDE_UNKNOWN();
      if (by === asked.requestedBy || by === document.author) throw ModelsErrors.SECOND_PERSON_NEEDED();
      const approved = await approveOverride(transaction, { id, by, at: new Date().toISOString() });
      if (approved === undefined) throw ModelsErrors.OVERRIDE_APPROVED();
      await this.record(place, { by, traceId }, `override ${id} approved, requested by ${asked.requestedBy}`);
      return approved;
    });
  }

  private async find(model: string, version: string): Promise<{ place: VersionPlace; document: ModelVersion }> {
    const document = await this.registry.version(model, version);
    if (document === undefined) throw ModelsErrors.MODEL_UNKNOWN();
    return { place: { model, number: Number(document.version) }, document };
  }

  /** Within the transaction: what is not in the record did not happen. */
  private record({ model, number }: VersionPlace, { by, traceId }: Acting, rule: string): Promise<void> {
    const port = `urn:mesh:platform:models:${model}:${number}`;
    return this.audit.record({ at: new Date().toISOString(), caller: by, port, permitted: true, rule, traceId });
  }
}

/** One change of a version's overrides at a time. */
async function lockVersion(transaction: Database, { model, number }: VersionPlace): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('overrides'), hashtext($1))`, [`${model}/${number}`]);
}

function checkedReason(body: unknown): string {
  const reason = (body as { reason?: unknown } | null | undefined)?.reason;
  const text = typeof reason === 'string' ? reason.trim() : '';
  if (text.length >= LEAST_REASON && text.length <= MOST_REASON && !text.includes('\u0000')) return text;
  const message = `says why in ${LEAST_REASON} to ${MOST_REASON} characters`;
  throw ModelsErrors.OVERRIDE_INVALID({ errors: [{ pointer: '/reason', rule: 'length', message }] });
}
