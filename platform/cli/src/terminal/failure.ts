import { MeshError, type FieldError } from '@mesh/product';
import { ServiceRefusal } from '../mesh/problem.js';

/** A failure as people and programs read it. */
export interface Failure {
  readonly title: string;
  readonly code: string;
  readonly fix: string;
  readonly errors?: readonly FieldError[];
  readonly about?: Readonly<Record<string, unknown>>;
}

/** Reads any thrown thing; what nobody declared becomes CLI.UNEXPECTED without its message, which might hold data. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof MeshError) {
    const { errors, ...about } = thrown.meta;
    return {
      title: thrown.spec.title,
      code: thrown.code,
      fix: thrown.spec.fix,
      ...(errors === undefined ? {} : { errors }),
      ...(Object.keys(about).length === 0 ? {} : { about }),
    };
  }
  if (thrown instanceof ServiceRefusal) {
    const { title, code, detail, errors, status, instance } = thrown.problem;
    return {
      title,
      code: code ?? `HTTP ${status}`,
      fix: detail ?? 'Look into the log of the service.',
      ...(errors.length === 0 ? {} : { errors }),
      ...(instance === undefined ? {} : { about: { instance } }),
    };
  }
  return {
    title: 'An unexpected failure',
    code: 'CLI.UNEXPECTED',
    fix: 'Run it again with MESH_DEBUG=1 to see where it happened.',
  };
}

/** `title (CODE): fix`, the fields below. */
export function renderFailure(failure: Failure): string {
  const about = Object.entries(failure.about ?? {}).map(([name, value]) => `  ${name}: ${String(value)}`);
  const fields = (failure.errors ?? []).map(
    ({ pointer, message, rule }) => `  ${pointer === '' ? '/' : pointer}: ${message || rule}`,
  );
  return [`${failure.title} (${failure.code}): ${failure.fix}`, ...about, ...fields].join('\n');
}
