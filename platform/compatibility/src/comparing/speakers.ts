import type { Direction } from '../change.js';
import { keysOf, listOf, objectOf, textOf, type JsonObject } from '../json.js';
import { ASYNCAPI, ODCS, ODPS, OPENAPI, type Documents } from '../reading/documents.js';
import { isOwnInput } from './context.js';
import { portOfOperation } from '../openapi/operations.js';
import { lookupIn } from './schema.js';

/** A port that takes or gives documents of a shape. */
export interface Speaker {
  readonly port: string;
  readonly direction: Exclude<Direction, 'meta' | 'both'>;
}

/** Which ports speak the shape of a schema document: by its title in calls and messages, by its fields in a contract. */
export function speakersOf(schema: JsonObject, documents: Documents): readonly Speaker[] {
  const title = textOf(schema.title);
  const said = [...callsIn(documents), ...messagesIn(documents)].filter((spoken) => spoken.title === title);
  const fields = Object.keys(objectOf(schema.properties)).sort().join();
  const kept = listOf(objectOf(documents.get(ODCS)).schema)
    .map(objectOf)
    .filter(
      ({ properties }) =>
        listOf(properties)
          .map((field) => String(objectOf(field).name))
          .sort()
          .join() === fields,
    )
    .map(({ name, tags }): Speaker => ({
      port: String(name),
      direction: listOf(tags).includes('input') ? 'input' : 'output',
    }));
  const all = [...said.map(({ port, direction }): Speaker => ({ port, direction })), ...kept];
  return [...new Map(all.map((speaker) => [`${speaker.port} ${speaker.direction}`, speaker])).values()];
}

interface Spoken extends Speaker {
  readonly title: string | undefined;
}

function callsIn(documents: Documents): readonly Spoken[] {
  const document = documents.get(OPENAPI);
  const lookup = lookupIn(document);
  const schemasIn = (part: unknown): readonly unknown[] =>
    Object.values(objectOf(objectOf(part).content)).map((media) => objectOf(media).schema);
  const titled = (schemas: readonly unknown[], speaker: Speaker): readonly Spoken[] =>
    schemas.map((schema) => ({ ...speaker, title: titleOf(schema, lookup) }));
  return Object.values(objectOf(document?.paths))
    .flatMap((path) => Object.values(objectOf(path)).map(objectOf))
    .flatMap((operation) => {
      const port = portOfOperation(operation);
      if (port === undefined) return [];
      const answers = Object.entries(objectOf(operation.responses)).filter(([status]) => status.startsWith('2'));
      return [
        ...titled(schemasIn(operation.requestBody), { port, direction: 'input' }),
        ...titled(
          answers.flatMap(([, answer]) => schemasIn(answer)),
          { port, direction: 'output' },
        ),
      ];
    });
}

function messagesIn(documents: Documents): readonly Spoken[] {
  const document = documents.get(ASYNCAPI);
  const lookup = lookupIn(document);
  const channels = objectOf(document?.channels);
  const ownInputs = listOf(documents.get(ODPS)?.inputPorts).map(objectOf).filter(isOwnInput);
  const isTaken = (port: string): boolean => ownInputs.some(({ name }) => name === port);
  return keysOf(channels).flatMap((port) =>
    Object.values(objectOf(objectOf(channels[port]).messages)).map((message): Spoken => {
      const { $ref } = objectOf(message);
      const { payload } = objectOf(typeof $ref === 'string' ? lookup($ref) : message);
      return { port, direction: isTaken(port) ? 'input' : 'output', title: titleOf(payload, lookup) };
    }),
  );
}

function titleOf(schema: unknown, lookup: (reference: string) => unknown): string | undefined {
  const { $ref, title } = objectOf(schema);
  return textOf(title) ?? (typeof $ref === 'string' ? textOf(objectOf(lookup($ref)).title) : undefined);
}
