import type { Problem } from '../../api/problem.js';

/** A request as it is typed in. */
export interface RequestDraft {
  readonly product: string;
  readonly port: string;
  readonly purpose: string;
  /** The last day, as a date field has it. */
  readonly until: string;
  readonly reason: string;
}

/** A field of the form. */
export type RequestField = keyof RequestDraft;

const FIELDS: readonly RequestField[] = ['product', 'port', 'purpose', 'until', 'reason'];
const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 365;

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The days between which access may end, and the one that is offered first. */
export const untilDays = (now: Date): { readonly first: string; readonly usual: string; readonly last: string } => ({
  first: dayOf(new Date(now.getTime() + DAY_MS)),
  usual: dayOf(new Date(now.getTime() + USUAL_DAYS * DAY_MS)),
  last: dayOf(new Date(now.getTime() + MOST_DAYS * DAY_MS)),
});

/** The request as the API takes it: access ends with the last day, in UTC. */
export const requestBody = ({ until, ...draft }: RequestDraft): Readonly<Record<string, string>> => ({
  ...draft,
  reason: draft.reason.trim(),
  until: `${until}T23:59:59Z`,
});

/** The fields that still say nothing. */
export const missingFields = (draft: RequestDraft): readonly RequestField[] =>
  FIELDS.filter((field) => draft[field].trim() === '');

/** What the server found wrong with which field; what belongs to none is left to the problem itself. */
export function fieldErrors({ errors = [] }: Problem): Readonly<Partial<Record<RequestField, string>>> {
  const named = errors.flatMap(({ pointer, message }) => {
    const field = FIELDS.find((one) => pointer === `/${one}`);
    return field === undefined ? [] : [[field, message] as const];
  });
  return Object.fromEntries(named);
}

/** The id of the request that stands in the way of a second one; undefined for other problems. */
export function existingIn(problem: Problem): string | undefined {
  const { existing } = problem as Problem & { existing?: unknown };
  return typeof existing === 'string' ? existing.split('/').at(-1) : undefined;
}
