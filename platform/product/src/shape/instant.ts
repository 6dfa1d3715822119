import { ValidateBy, buildMessage } from 'class-validator';

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is an RFC 3339 instant of a day that exists; leap seconds are refused, as JavaScript's clock has none. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const parts = RFC_3339.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysIn(year, month));
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
