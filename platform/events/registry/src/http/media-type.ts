import type { FastifyInstance } from 'fastify';

/** What answers are, and what bodies may be besides `application/json`. */
export const REGISTRY_MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';

const READ = [REGISTRY_MEDIA_TYPE, 'application/vnd.schemaregistry+json'];
const MOST_BYTES = 1_048_576;

/** Lets the service read the bodies that clients of a schema registry send; one that is no JSON is left to the call. */
export function readRegistryBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(READ, { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, text, done) => {
    let body: unknown;
    try {
      body = JSON.parse(text as string);
    } catch {
      // The call that asks for fields says that there are none.
    }
    done(null, body);
  });
}
