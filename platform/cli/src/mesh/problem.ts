import type { FieldError } from '@mesh/product';

/** What a service answered instead of a result (RFC 9457), as far as the command line shows it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code?: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors: readonly FieldError[];
}

/** A refusal by a service; carries its problem document. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function fieldErrorsOf(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { pointer, rule, message } = entry as Record<string, unknown>;
    return [{ pointer: textOf(pointer) ?? '', rule: textOf(rule) ?? '', message: textOf(message) ?? '' }];
  });
}

/** Reads a refusal's body; what is not a problem document gives the bare status. */
export function problemOf(status: number, body: string): Problem {
  const document = parsed(body);
  const code = textOf(document.code);
  const detail = textOf(document.detail);
  const instance = textOf(document.instance);
  return {
    status,
    title: textOf(document.title) ?? `The service answered ${status}`,
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
    errors: fieldErrorsOf(document.errors),
  };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(body);
    return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
