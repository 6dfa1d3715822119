import type { Aggregate } from '@mesh/product';
import { StreamErrors } from '../streams.errors.js';
import { FieldFigures, type FieldState } from './field-figures.js';

interface WindowState {
  readonly events: number;
  readonly fields: Readonly<Record<string, FieldState>>;
}

type Aggregates = Readonly<Record<string, Aggregate>>;

/** Everything that the declared aggregates need to know of one window. */
export class WindowFigures {
  private readonly fields = new Map<string, FieldFigures>();
  private events = 0;

  constructor(aggregates: Aggregates, state?: string) {
    const before = state === undefined ? undefined : (JSON.parse(state) as WindowState);
    this.events = before?.events ?? 0;
    for (const field of fieldsOf(aggregates)) {
      const known = before?.fields[field];
      this.fields.set(field, known === undefined ? new FieldFigures() : FieldFigures.of(known));
    }
  }

  /** Takes one event in; a field that is null or missing was not measured. */
  add(data: Readonly<Record<string, unknown>>): void {
    this.events += 1;
    for (const [field, figures] of this.fields) {
      const value = data[field];
      if (value !== null && value !== undefined) figures.add(value as number);
    }
  }

  /** The declared figures by name. */
  results(aggregates: Aggregates): Record<string, number | null> {
    return Object.fromEntries(
      Object.entries(aggregates).map(([name, { function: of, field }]) => [
        name,
        of === 'count' ? this.events : (this.fields.get(field as string)?.figure(of) ?? null),
      ]),
    );
  }

  get state(): string {
    const fields = Object.fromEntries([...this.fields].map(([field, { state }]) => [field, state]));
    return JSON.stringify({ events: this.events, fields } satisfies WindowState);
  }
}

/** The fields that are aggregated, each once. */
export const fieldsOf = (aggregates: Aggregates): readonly string[] => [
  ...new Set(Object.values(aggregates).flatMap(({ field }) => field ?? [])),
];

/** Refuses an event with something else than a number or nothing in a field that is aggregated. */
export function checkNumbers(fields: readonly string[], data: Readonly<Record<string, unknown>>): void {
  for (const field of fields) {
    const value = data[field];
    if (value !== null && value !== undefined && !Number.isFinite(value)) throw StreamErrors.BAD_EVENT_VALUE({ field });
  }
}
