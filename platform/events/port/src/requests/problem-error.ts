import { ERROR_KINDS, MeshError, type ErrorKind, type FieldError } from '@mesh/product';

/** The error that a problem document tells of (RFC 9457), as if it had been raised here: code, kind, words and fields. */
export function errorOfProblem(problem: unknown): MeshError {
  const { code, status, title, detail, errors, instance } = (problem ?? {}) as Readonly<Record<string, unknown>>;
  const known = typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
  return new MeshError(
    textOf(code, 'REQUESTS.REFUSED'),
    {
      kind: kindOf(known),
      status: known,
      title: textOf(title, 'The request was refused'),
      fix: textOf(detail, 'Look at the code; nothing more was said.'),
    },
    {
      ...(Array.isArray(errors) && { errors: errors as readonly FieldError[] }),
      ...(typeof instance === 'string' && { instance }),
    },
  );
}

const textOf = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

function kindOf(status: number): ErrorKind {
  const exact = (Object.keys(ERROR_KINDS) as ErrorKind[]).find((kind) => ERROR_KINDS[kind].status === status);
  return exact ?? (status < 500 ? 'invalid' : 'fault');
}
