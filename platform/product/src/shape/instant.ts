import { ValidateBy, buildMessage } from 'class-validator';

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is an RFC 3339 instant of a day that exists; leap seconds are refused, as JavaScript's clock has none. */
export function isInstant(text: unknown): text is string {
  return typeof text === 'string' && RFC_3339.test(text) && dayExists(text);
}

/** Whether the day of a well-formed text is one of its month. */
function dayExists(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The field is an RFC 3339 instant, for example `2026-01-31T12:00:00Z`. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: buildMessage(() => '$property is an RFC 3339 time with an offset'),
    },
  });
