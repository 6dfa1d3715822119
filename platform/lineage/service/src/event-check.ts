import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';

import type { RunEvent } from '@mesh/lineage';
import type { FieldError } from '@mesh/product';

import { EVENT_SCHEMA } from './event-schema.js';
import { LineageErrors } from './lineage.errors.js';

/** A dataset or a job as an event names it. */
export type EventDataset = NonNullable<RunEvent['inputs']>[number];

/** Any OpenLineage event: of a run, of a job or of a dataset. */
export interface LineageEvent extends Partial<Omit<RunEvent, 'eventTime' | 'producer' | 'schemaURL'>> {
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly dataset?: EventDataset;
}

const MAX_ERRORS = 20;

const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false });
formats.default(ajv);
const matches = ajv.compile<LineageEvent>(EVENT_SCHEMA);

/** What is wrong with a document as an event, by place and rule; undefined when nothing is. */
export function eventErrors(document: unknown): readonly FieldError[] | undefined {
  return matches(document) ? undefined : (matches.errors ?? []).slice(0, MAX_ERRORS).map(fieldError);
}

/** The document as an event that can be stored; throws LINEAGE.EVENT_INVALID. */
export function checkedEvent(document: unknown): LineageEvent {
  const errors = eventErrors(document) ?? storageErrors(document as LineageEvent);
  if (errors.length > 0) throw LineageErrors.EVENT_INVALID({ errors });
  return document as LineageEvent;
}

const MAX_NAME_CHARACTERS = 512;
const isStorable = (name: string) => name.length <= MAX_NAME_CHARACTERS && !name.includes('\0');

/** What the standard allows and the store does not: names beyond every measure, NUL in them, times outside of the calendar. */
function storageErrors({
  eventTime,
  job,
  inputs = [],
  outputs = [],
  dataset,
  run,
}: LineageEvent): readonly FieldError[] {
  const owners = [job, dataset, ...inputs, ...outputs].filter((owner) => owner !== undefined);
  const names = [...owners, run].flatMap((owner) => Object.keys(owner?.facets ?? {}));
  const year = new Date(eventTime).getUTCFullYear();
  return [
    ...(year >= 1 && year <= 9999
      ? []
      : [{ pointer: '/eventTime', rule: 'range', message: 'lies between the years 1 and 9999' }]),
    ...([...names, ...owners.flatMap(({ namespace, name }) => [namespace, name])].every(isStorable)
      ? []
      : [
          {
            pointer: '',
            rule: 'name',
            message: `names have at most ${MAX_NAME_CHARACTERS} characters, none of them NUL`,
          },
        ]),
  ];
}

function fieldError({ instancePath, keyword, params, message }: ErrorObject): FieldError {
  const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
  return { pointer: `${instancePath}${missing}`, rule: keyword, message: message ?? 'is not valid' };
}
