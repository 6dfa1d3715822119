import type { FastifyInstance } from 'fastify';

const PLACES = /^\/(ajax-)?api\/[23]\.0\/mlflow/;
const PROBLEM = 'application/problem+json';

/** MLflow's names for what the rest of the mesh may answer. */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'ENDPOINT_NOT_FOUND',
  409: 'RESOURCE_CONFLICT',
  429: 'REQUEST_LIMIT_EXCEEDED',
  501: 'NOT_IMPLEMENTED',
  503: 'TEMPORARILY_UNAVAILABLE',
};

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly reason?: string;
  readonly errors?: readonly { readonly message: string }[];
}

/** Turns each problem that is answered below MLflow's addresses into MLflow's own error, whoever raised it. */
export function answerMlflowErrors(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const isProblem = String(reply.getHeader('content-type')).startsWith(PROBLEM);
    if (!isProblem || typeof payload !== 'string' || !PLACES.test(request.url)) return done(null, payload);
    const problem = JSON.parse(payload) as Problem;
    void reply.header('content-type', 'application/json').removeHeader('content-length');
    done(null, JSON.stringify(mlflowError(problem)));
  });
}

/** What clients of MLflow read: `error_code` is one of MLflow's, `message` says what is wrong and what helps. */
function mlflowError({ code, status, title, detail, reason, errors = [] }: Problem): {
  error_code: string;
  message: string;
} {
  const own = code.startsWith('MLFLOW.') ? code.slice('MLFLOW.'.length) : undefined;
  const known = BY_STATUS[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR');
  const message =
    own === undefined || reason === undefined
      ? [`${title}.`, ...errors.map((error) => error.message), detail].join(' ')
      : reason;
  return { error_code: own ?? known, message };
}
